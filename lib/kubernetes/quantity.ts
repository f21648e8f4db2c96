/** A size in bytes as Kubernetes writes it: `512Mi`, `10Gi`. */
export type Size = `${number}${'Mi' | 'Gi' | 'Ti'}`;

/** Processor time as Kubernetes writes it, in cores or thousandths of one, below 100 cores: `2`, `0.5`, `250m`. */
export type Cpu = `${number}` | `${number}m`;

const SIZE = /^([1-9][0-9]{0,5})(Mi|Gi|Ti)$/;
const CORES = /^[0-9]{1,6}(\.[0-9]{1,3})?$/;
const THOUSANDTHS = /^[1-9][0-9]{0,5}m$/;
/** Beyond this the API server's arithmetic overflows, and it warns. */
const LARGEST = 8191 * 1024 * 1024;
const MEBIBYTES = { Mi: 1, Gi: 1024, Ti: 1024 * 1024 };

/** The size in MiB; undefined if the text is no size. */
export function mebibytes(size: string): number | undefined {
  const [, amount, unit] = SIZE.exec(size) ?? [];
  if (unit === undefined) return undefined;
  const amountInMebibytes = Number(amount) * MEBIBYTES[unit as keyof typeof MEBIBYTES];
  return amountInMebibytes <= LARGEST ? amountInMebibytes : undefined;
}

/** Mebibytes as a size of six digits at most, which can be compared with others. */
export function sizeOf(amount: number): Size {
  if (amount < 1_000_000) return `${amount}Mi`;
  const gibibytes = Math.ceil(amount / 1024);
  return gibibytes < 1_000_000 ? `${gibibytes}Gi` : `${Math.ceil(gibibytes / 1024)}Ti`;
}

/** What the letters after an amount multiply it by, as the API server reads them. */
const FACTORS: Readonly<Record<string, number>> = Object.fromEntries([
  ['', 1],
  ...['k', 'M', 'G', 'T', 'P', 'E'].map((unit, index) => [unit, 1000 ** (index + 1)]),
  ...['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'].map((unit, index) => [unit, 1024 ** (index + 1)]),
]);

/** Any amount of storage, as the API server or another program may write it, in bytes; undefined if the text is none. */
export function bytes(quantity: string): number | undefined {
  const [, amount, unit = ''] = /^([0-9]+(?:\.[0-9]*)?(?:[eE][0-9]+)?)([A-Za-z]*)$/.exec(quantity) ?? [];
  const factor = FACTORS[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** The nearest text that is a size, for a hint: `10Gi` for `10GB`, `1536Mi` for `1.5Gi`; undefined if none is near. */
export function asSize(text: string): string | undefined {
  const [, amount, letter] = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([mgt])i?b?\s*$/i.exec(text) ?? [];
  if (letter === undefined) return undefined;
  const unit = `${letter.toUpperCase()}i` as keyof typeof MEBIBYTES;
  const hint = Number.isInteger(Number(amount))
    ? `${Number(amount)}${unit}`
    : `${Math.round(Number(amount) * MEBIBYTES[unit])}Mi`;
  return mebibytes(hint) === undefined ? undefined : hint;
}

/** Processor time in thousandths of a core; undefined if the text is none. */
export function millicores(cpu: string): number | undefined {
  if (THOUSANDTHS.test(cpu)) return Number.parseInt(cpu, 10);
  const thousandths = CORES.test(cpu) ? Math.round(Number(cpu) * 1000) : 0;
  return thousandths > 0 ? thousandths : undefined;
}

/** Processor time as the API server writes it back: `500m` for `0.5`, `2` for `2000m`. */
export function canonicalCpu(cpu: Cpu): string {
  const thousandths = millicores(cpu) ?? 0;
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : `${thousandths}m`;
}
