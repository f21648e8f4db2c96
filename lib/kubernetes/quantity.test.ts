import { asSize, bytes, canonicalCpu, mebibytes, millicores } from './quantity';

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
  ['0.5', 500],
  ['1.125', 1125],
])('%s are %d thousandths of a core', (cpu, expected) => {
  expect(millicores(cpu)).toBe(expected);
});

test.each(['', '0', '0.0', '0m', '0.5m', '.5', '0.0001', '1.', '-1', '1k', 'm', '1 m'])(
  '"%s" is no processor time',
  (cpu) => {
    expect(millicores(cpu)).toBeUndefined();
  },
);

test.each([
  ['0.5', '500m'],
  ['250m', '250m'],
  ['2000m', '2'],
  ['2', '2'],
] as const)('%s is what the API server writes as %s', (cpu, expected) => {
  expect(canonicalCpu(cpu)).toBe(expected);
});

test.each([
  ['10GB', '10Gi'],
  ['10G', '10Gi'],
  ['512 mb', '512Mi'],
  ['1.5Gi', '1536Mi'],
  ['10', undefined],
  ['0G', undefined],
  ['a lot', undefined],
])('for %s the nearest size is %s', (text, expected) => {
  expect(asSize(text)).toBe(expected);
});

test.each([
  ['1024Mi', 1_073_741_824],
  ['1Gi', 1_073_741_824],
  ['1.5Gi', 1_610_612_736],
  ['5G', 5_000_000_000],
  ['2e9', 2_000_000_000],
  ['1000', 1000],
])('%s are %d bytes', (quantity, expected) => {
  expect(bytes(quantity)).toBe(expected);
});

test.each(['', 'Gi', '-1Gi', '1 Gi', '1gi', '1m', 'undefined'])('"%s" is no amount of storage', (quantity) => {
  expect(bytes(quantity)).toBeUndefined();
});
