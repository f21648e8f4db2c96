const AWAY = [
  /was refused/,
  /connection refused/,
  /connection reset/,
  /unexpected EOF/,
  /: EOF$/m,
  /TLS handshake timeout/,
  /i\/o timeout/,
  /Client\.Timeout exceeded/,
  /context deadline exceeded/,
  /http2: client connection lost/,
  /currently unable to handle the request/,
  /apiserver not ready/,
  /etcdserver: (leader changed|request timed out)/,
];

/** Whether kubectl failed because the server is away for a moment, as while a control plane is upgraded. */
export function isAway(stderr: string): boolean {
  return AWAY.some((pattern) => pattern.test(stderr));
}
