import { isLabelSelector, labelTest } from './label-selector';

const LABELS = { app: 'drupal', 'app.kubernetes.io/component': 'web' };

test.each([
  ['app=drupal', true],
  ['app==drupal', true],
  ['app=other', false],
  ['app!=drupal', false],
  ['absent!=drupal', true],
  ['app', true],
  ['absent', false],
  ['!app', false],
  ['!absent', true],
  ['app.kubernetes.io/component in (web, cron),app', true],
  ['app.kubernetes.io/component in (release,cron)', false],
  ['app notin (drupal)', false],
  ['absent notin (drupal)', true],
  ['app=drupal,absent', false],
])('%s: %s', (selector, expected) => {
  expect(labelTest(selector)?.(LABELS)).toBe(expected);
});

test.each(['', 'a b', 'in (a)', 'a in b', 'a=b,', '=b', 'a>1'])('"%s" is no selector', (selector) => {
  expect(isLabelSelector(selector)).toBe(false);
});
