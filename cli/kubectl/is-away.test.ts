import { isAway } from './is-away';

test.each([
  'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?',
  'error: Get "https://127.0.0.1:6443/api": dial tcp 127.0.0.1:6443: connect: connection refused',
  'Unable to connect to the server: net/http: TLS handshake timeout',
  'Unable to connect to the server: net/http: request canceled (Client.Timeout exceeded while awaiting headers)',
  'Error from server (Timeout): Timeout: request did not complete within requested timeout - context deadline exceeded',
  'error: unexpected EOF',
  'Error from server (ServiceUnavailable): the server is currently unable to handle the request',
  'Error from server: etcdserver: leader changed',
])('a server that is away: %s', (stderr) => {
  expect(isAway(stderr)).toBe(true);
});

test.each([
  'Error from server (Forbidden): secrets is forbidden',
  'Error from server (NotFound): deployments.apps "web" not found',
  'Unable to connect to the server: dial tcp: lookup nowhere.example.com: no such host',
  '',
])('one that is not: %s', (stderr) => {
  expect(isAway(stderr)).toBe(false);
});
