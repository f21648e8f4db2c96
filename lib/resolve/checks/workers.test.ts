import { SHOP, synth } from '../../../test/synth';
import { Files } from '../..';

const reportOf = (props: object) => synth([{ ...SHOP, ...props }]).report;

test('a worker and a command have different names', () => {
  const report = reportOf({
    workers: { mail: { drush: ['queue:run', 'mailer'] } },
    commands: { mail: { drush: ['queue:run', 'mailer'] } },
  });
  expect(report).toContain('workers.mail');
  expect(report).toContain('is the name of a command, too');
});

test('block storage allows one pod of a worker, as of the web', () => {
  const workers = { mail: { drush: ['queue:run', 'mailer'], replicas: 2 } };
  expect(reportOf({ workers })).toContain('workers.mail.replicas');
  const files = Files.nfs({ server: '10.1.2.3', path: '/export/shop' });
  expect(reportOf({ workers, files })).not.toContain('workers.mail');
});

test.each(['web', 'release', 'cron'])('a worker is not called %s', (name) => {
  expect(reportOf({ workers: { [name]: { drush: ['queue:run', 'mailer'] } } })).toContain(
    `is the name of the site's own ${name}`,
  );
});
