import type { MessageForm } from '../../lib/contract/notification';
import type { Message } from './message';

/** What each kind of receiver takes, as JSON. */
export const FORMS: Readonly<Record<MessageForm, (message: Message) => object>> = {
  slack: ({ ok, headline, lines, url, job, ...rest }) => ({
    // Shown where attachments are not, such as on a telephone's locked screen.
    text: escaped(headline),
    attachments: [
      {
        color: ok ? 'good' : 'danger',
        fallback: headline,
        text: lines.map(escaped).join('\n'),
        fields: facts(rest).map(([title, value]) => ({ title, value: escaped(value), short: title !== 'Image' })),
      },
      { text: links(url, job, ([title, address]) => `<${address}|${title}>`).join('  ') },
    ],
  }),

  teams: ({ ok, headline, lines, url, job, ...rest }) => ({
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            {
              type: 'TextBlock',
              weight: 'bolder',
              color: ok ? 'good' : 'attention',
              text: plain(headline),
              wrap: true,
            },
            ...lines.map((line) => ({ type: 'TextBlock', text: plain(line), wrap: true, spacing: 'small' })),
            { type: 'FactSet', facts: facts(rest).map(([title, value]) => ({ title, value: plain(value) })) },
          ],
          actions: links(url, job, ([title, address]) => ({ type: 'Action.OpenUrl', title, url: address })),
        },
      },
    ],
  }),

  json: (message) => ({ version: 1, ...message }),
};

type Named = readonly [title: string, value: string];

function facts({ site, environment, image, by }: Pick<Message, 'site' | 'environment' | 'image' | 'by'>): Named[] {
  return [
    ['Site', site],
    ['Environment', environment],
    ['By', by],
    ['Image', image],
  ];
}

function links<T>(url: string, job: string | undefined, link: (named: Named) => T): T[] {
  return [link(['Open the site', url]), ...(job === undefined ? [] : [link(['Open the job', job])])];
}

/** Slack's three signs of its own. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A card reads Markdown, of which a path or an image's name must not become a part. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]]/g, '\\$&');
}
