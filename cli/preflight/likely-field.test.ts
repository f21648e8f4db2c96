import { withLikelyField } from './likely-field';

const said = (where: string, path: string) =>
  `Error from server: failed to create typed patch object (shop-live/web; ${where}): .${path}: field not declared in schema`;

test.each([
  ['apps/v1, Kind=Deployment', 'spec.revisionHistoryLimits', 'revisionHistoryLimit'],
  ['apps/v1, Kind=Deployment', 'spec.template.spec.containers[name="drupal"].enV', 'env'],
  ['batch/v1, Kind=CronJob', 'spec.jobTemplate.spec.template.spec.tolerationz', 'tolerations'],
  ['/v1, Kind=Service', 'spec.sessionAfinity', 'sessionAffinity'],
])('%s %s', (where, path, likely) => {
  const line = said(where, path);
  expect(withLikelyField(line)).toBe(likely === undefined ? line : `${line}: did you mean "${likely}"?`);
});

test('what is nothing like a field, of a custom resource, or another complaint stays as it is', () => {
  for (const line of [
    said('apps/v1, Kind=Deployment', 'spec.somethingElseAltogether'),
    said('traefik.io/v1alpha1, Kind=Middleware', 'spec.redirectRegexp'),
    'Error from server (NotFound): namespaces "shop-live" not found',
  ])
    expect(withLikelyField(line)).toBe(line);
});
