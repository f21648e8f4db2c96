import { autoscalingBounds } from './autoscaling';
import type { Autoscaling } from './site';

test.each<[string, Autoscaling | undefined, Required<Autoscaling>]>([
  ['nothing', undefined, { minReplicas: 2, maxReplicas: 5, cpu: 75 }],
  ['everything', { minReplicas: 3, maxReplicas: 4, cpu: 50 }, { minReplicas: 3, maxReplicas: 4, cpu: 50 }],
  ['a floor above the ceiling', { minReplicas: 8 }, { minReplicas: 8, maxReplicas: 8, cpu: 75 }],
])('with %s said, the bounds are sound', (_what, asked, expected) => {
  expect(autoscalingBounds(asked)).toStrictEqual(expected);
});
