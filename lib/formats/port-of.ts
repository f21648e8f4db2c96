/** The port of an address over http or https. */
export function portOf(address: string): number {
  const { protocol, port } = new URL(address);
  return port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port);
}
