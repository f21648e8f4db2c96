/** A size in bytes as Kubernetes writes it: `512Mi`, `10Gi`. */
export type Size = `${number}${'Mi' | 'Gi' | 'Ti'}`;

/** Processor time as Kubernetes writes it, in cores or thousandths of one: `2`, `250m`. */
export type Cpu = `${number}` | `${number}m`;

const SIZE = /^([1-9][0-9]{0,5})(Mi|Gi|Ti)$/;
const CPU = /^([1-9][0-9]{0,5})(m?)$/;
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

/** Processor time in thousandths of a core; undefined if the text is none. */
export function millicores(cpu: string): number | undefined {
  const [, amount, unit] = CPU.exec(cpu) ?? [];
  return amount === undefined ? undefined : Number(amount) * (unit === 'm' ? 1 : 1000);
}
