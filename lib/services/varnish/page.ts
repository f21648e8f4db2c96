/** What visitors see while the web is away, if the site brings no page: it needs nothing from anywhere. */
export const PLAIN_PAGE = `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>Back soon</title>
    <style>
      body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto; padding: 0 1rem; }
    </style>
  </head>
  <body>
    <h1>Back soon</h1>
    <p>This site is not available at the moment. Please try again in a minute.</p>
  </body>
</html>
`;
