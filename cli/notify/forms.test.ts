import { FORMS } from './forms';
import { type Message, messageOf } from './message';

const message: Message = {
  event: 'deploy',
  ok: false,
  headline: 'shop live: deploy failed: the release failed',
  lines: ['Job/release-1 <failed> & is kept', 'the web is as it was: *team/shop:2*'],
  site: 'shop',
  environment: 'live',
  image: 'registry.example.com/team/my_shop:2',
  url: 'https://shop.example.com/',
  by: 'anna',
  job: 'https://gitlab.com/team/shop/-/jobs/7',
  at: '2026-11-01T03:00:00.000Z',
};

test.each(Object.entries(FORMS))('%s gets what it takes, as a person has read it', (_name, form) => {
  expect(form(message)).toMatchSnapshot();
});

test('without a job there is no link to one', () => {
  for (const form of Object.values(FORMS)) {
    const text = JSON.stringify(form({ ...message, job: undefined, ok: true }));
    expect(text).toContain('https://shop.example.com/');
    expect(text).not.toContain('jobs');
  }
});

test('a long end is cut, and says so; nothing that may not be read is in it', () => {
  const lines = ['s3cret', 'x'.repeat(1000), ...Array<string>(20).fill('more')];
  const dist = {
    site: 'shop',
    plan: { environment: 'live', url: 'https://shop.example.com/' },
    phases: {},
  } as unknown as Parameters<typeof messageOf>[2];
  const redact = (text: string) => text.replaceAll('s3cret', '[concealed]');
  const told = messageOf('deploy', { ok: false, headline: 'with s3cret', lines }, dist, { USER: 'ben' }, redact);
  expect(told.lines).toHaveLength(11);
  expect(told.lines[0]).toBe('[concealed]');
  expect(told.lines[1]).toHaveLength(300);
  expect(told.lines[10]).toBe("and 12 more lines in the job's log");
  expect(told).toMatchObject({ headline: 'with [concealed]', by: 'ben', environment: 'live' });
});
