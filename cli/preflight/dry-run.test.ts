import { complaintsIn } from './dry-run';

const answer = (status: number, stderr: string) => ({ status, stdout: '', stderr });

test.each([
  ['kubectl says nothing', ''],
  ['kubectl only warns', 'Warning: spec.x is deprecated\n'],
])('a trial that fails is never taken for one that went well: %s', (_what, stderr) => {
  expect(complaintsIn(answer(1, stderr), [], [])).toEqual([
    'kubectl apply ended with exit status 1 and did not say why',
  ]);
  expect(complaintsIn(answer(0, stderr), [], [])).toEqual([]);
});

test('a complaint after a warning is told without it', () => {
  const stderr = 'Warning: spec.x is deprecated\nno matches for kind "Middleware"\nensure CRDs are installed first\n';
  expect(complaintsIn(answer(1, stderr), [], [])).toEqual([
    'no matches for kind "Middleware"',
    'ensure CRDs are installed first',
  ]);
});
