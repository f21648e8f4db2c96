import { DEN, deployDen, inWeb, synthDen } from '../den';
import { eventually } from '../process';
import { kept, scene } from '../scene';
import { recipeStep, tried } from '../tried';

const { bed } = scene();
const LIVE_MAIL = "mail: Mail.smtp({ host: 'smtp.example.test', port: 587, encryption: 'starttls' })";

recipeStep('8. Every day', () => {
  const image = () => kept<{ image: string }>('release').image;

  tried('mail of the stage', async () => {
    await deployDen(image(), 'traefik', 'access: Access.open()', LIVE_MAIL);
    await inWeb(BY_MAIL, 'php');
    await inWeb(BY_SMTP, 'php');
    const subjects = await eventually('both mails', 30, async () => {
      const caught = await mails();
      return caught.length === 2 && caught;
    });
    expect(subjects.sort()).toEqual(['by SMTP to anna@example.test', 'by mail() to anna@example.test']);
    return 'one by PHP’s mail() and one by SMTP; Mailpit has caught both';
  });

  tried('Mailpit on live', async () => {
    const { status, stdout, stderr } = await synthDen(image(), 'traefik', '', 'mail: Mail.mailpit()');
    expect(status).not.toBe(0);
    expect(stdout + stderr).toContain('mail: keeps all mail, and the environment is live');
    return 'refused by synth';
  });
});

/** As Drupal's own mailer does, which names the sender to sendmail, too. */
const BY_MAIL = `<?php
exit(mail('anna@example.test', 'by mail()', 'Hello', 'From: site@den.example.test', '-fsite@den.example.test') ? 0 : 1);
`;

/** As the modules do that speak to the server themselves. */
const BY_SMTP = `<?php
$server = fsockopen(getenv('SMTP_HOST'), (int) getenv('SMTP_PORT'), $code, $reason, 10) ?: exit(1);
foreach ([
  '' => 220,
  'HELO web' => 250,
  'MAIL FROM:<site@den.example.test>' => 250,
  'RCPT TO:<anna@example.test>' => 250,
  'DATA' => 354,
  "From: site@den.example.test\\r\\nTo: anna@example.test\\r\\nSubject: by SMTP\\r\\n\\r\\nHello\\r\\n." => 250,
] as $line => $expected) {
  $line === '' || fwrite($server, "$line\\r\\n");
  $answer = fgets($server);
  (int) $answer === $expected || exit("$line was answered $answer");
}
`;

/** What Mailpit holds: the subject of each mail, and to whom it goes. */
async function mails(): Promise<string[]> {
  const [pod] = (await bed.get(DEN.namespace, 'pods', '--selector', 'app.kubernetes.io/component=mail')).items;
  const found = JSON.parse(await bed.enter('curl', '-sf', `http://${pod.status.podIP}:8025/api/v1/messages`));
  return found.messages.map(
    ({ Subject: subject, To: [to] }: { Subject: string; To: [{ Address: string }] }) => `${subject} to ${to.Address}`,
  );
}
