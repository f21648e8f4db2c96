import { App, Chart } from 'cdk8s';
import { chartLabels, labels, labelValue } from './labels';

const part = { name: 'drupal', component: 'web' };

test('take site and environment from the labels of the chart', () => {
  const chart = new Chart(new App(), '40-web', { labels: chartLabels('shop-live', 'shop') });
  expect(labels(chart, part)).toStrictEqual({
    'app.kubernetes.io/name': 'drupal',
    'app.kubernetes.io/instance': 'shop-live',
    'app.kubernetes.io/component': 'web',
    'app.kubernetes.io/part-of': 'shop',
    'app.kubernetes.io/managed-by': 'cdk8s-drupal',
  });
});

test('take the id of a chart that has no labels', () => {
  expect(labels(new Chart(new App(), 'shop'), part)).toMatchObject({ 'app.kubernetes.io/instance': 'shop' });
});

test.each([
  ['1.2.3', '1.2.3'],
  ['feature/x', 'feature-x'],
  ['_x_', 'x'],
  ['...', ''],
  ['', ''],
  [`${'a'.repeat(62)}-b`, 'a'.repeat(62)],
])('"%s" becomes the value "%s"', (text, value) => {
  expect(labelValue(text)).toBe(value);
});
