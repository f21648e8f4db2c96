import { nearest } from './nearest';

test.each([
  ['replcas', ['replicas', 'revisionHistoryLimit'], 'replicas'],
  ['tosl', ['tools', 'web'], 'tools'],
  ['hsts', ['strictTransportSecurity'], 'strictTransportSecurity'],
  ['cp', ['cpu', 'memory'], 'cpu'],
])('%s is near one of %j', (written, words, expected) => {
  expect(nearest(written, words)).toBe(expected);
});

test.each([
  ['0', ['ca', 'keep']],
  ['xy', ['ca']],
  ['', ['ca']],
  ['unlike', ['replicas']],
])('%s is near none of %j', (written, words) => {
  expect(nearest(written, words)).toBeUndefined();
});
