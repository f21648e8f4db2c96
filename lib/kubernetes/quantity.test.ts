import { mebibytes, millicores } from './quantity';

test.each([
  ['1Mi', 1],
  ['10Gi', 10_240],
  ['2Ti', 2_097_152],
])('%s are %d MiB', (size, expected) => {
  expect(mebibytes(size)).toBe(expected);
});

test.each(['', '10', '10G', '1.5Gi', '-1Gi', '0Gi', '01Gi', ' 1Gi', '1Gi ', '1gi', '10000000Gi', '1e3Mi'])(
  '"%s" is no size',
  (size) => {
    expect(mebibytes(size)).toBeUndefined();
  },
);

test.each([
  ['2', 2000],
  ['250m', 250],
])('%s are %d thousandths of a core', (cpu, expected) => {
  expect(millicores(cpu)).toBe(expected);
});

test.each(['', '0', '0m', '0.5', '-1', '1k', 'm', '1 m'])('"%s" is no processor time', (cpu) => {
  expect(millicores(cpu)).toBeUndefined();
});
