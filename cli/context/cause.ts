/** What fetch says of a connection, which stands in the error's cause; undefined if it says nothing. */
export function causeOf(error: unknown): string | undefined {
  const { cause } = error as { cause?: { message?: unknown } };
  return typeof cause?.message === 'string' ? cause.message : undefined;
}
