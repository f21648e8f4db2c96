import { trustedProxyProblems } from './trusted-proxies';

const quarters = ['0.0.0.0/2', '64.0.0.0/2', '128.0.0.0/2', '192.0.0.0/2'];
const eighths = Array.from({ length: 256 }, (_, first) => `${first}.0.0.0/8`);

test.each<[string, string[], string]>([
  ['one range that is everyone', ['0.0.0.0/0'], 'believes every client'],
  ['one range that is everyone, of IPv6', ['10.0.0.0/8', '::/0'], 'believes every client'],
  ['two halves', ['0.0.0.0/1', '128.0.0.0/1'], 'believes every client'],
  ['two halves, of IPv6', ['::/1', '8000::/1'], 'believes every client'],
  ['what of IPv6 is in use', ['2000::/3'], 'believes every client'],
  ['quarters in any order, some of them twice', [...quarters].reverse().concat(quarters), 'believes every client'],
  ['256 small ones', eighths, 'believes every client'],
  ['all but a little', eighths.slice(1), 'believes 100 % of all clients'],
  ['a half', ['128.0.0.0/1'], 'believes 50 % of all clients'],
  ['ranges that overlap are counted once', ['0.0.0.0/3', '0.0.0.0/4'], 'believes 13 % of all clients'],
  ['whoever asks, by the name that Symfony has for it', ['REMOTE_ADDR'], 'is no address and no range'],
  ['a range with bits beyond it', ['10.0.0.1/0'], 'is no address and no range'],
])('refuses %s', (_, ranges, message) => {
  expect(trustedProxyProblems(ranges)).toMatchObject([{ message }]);
});

test.each<[string, string[]]>([
  ['nobody', []],
  ['the private networks', ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7']],
  ['the private networks by name', ['PRIVATE_SUBNETS']],
  ['a content delivery network', ['104.16.0.0/13', '172.64.0.0/13', '131.0.72.0/22', '2606:4700::/32']],
  ['single addresses', ['10.0.0.1', 'fd00::1']],
])('lets %s pass', (_, ranges) => {
  expect(trustedProxyProblems(ranges)).toStrictEqual([]);
});
