/** What the server may warn of, and why that is right: everything else counts as a refusal. */
export const ACCEPTED_WARNINGS: readonly { readonly warning: RegExp; readonly reason: string }[] = [
  {
    warning: /fractional byte value "\d+(Mi|Gi|Ti|Pi|Ei)" is invalid, must be an integer$/,
    reason:
      'the server overflows above 8 PiB, which it counts in thousandths of a byte; a size is a whole number of MiB',
  },
];
