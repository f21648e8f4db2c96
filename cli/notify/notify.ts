import type { PlannedNotification } from '../../lib/contract/notification';
import { causeOf } from '../context/cause';
import { FORMS } from './forms';
import type { Message } from './message';

/** How long one receiver may take, in milliseconds. */
const PATIENCE = 10_000;

/**
 * Tells all receivers how a command ended, and returns a line about each that was not reached: nothing fails since nobody
 * could be told of it.
 */
export async function notify(
  message: Message,
  receivers: readonly PlannedNotification[],
  variables: NodeJS.ProcessEnv,
  patience = PATIENCE,
): Promise<string[]> {
  const interested = receivers.filter(({ tell }) => tell === 'everything' || !message.ok);
  const answers = await Promise.all(interested.map((one) => post(message, one, variables, patience)));
  return answers.flatMap((complaint, index) =>
    complaint === undefined
      ? []
      : [`no message was sent to the address in ${interested[index]?.variable}: ${complaint}`],
  );
}

/** Posts a message to one receiver; says what went wrong, without the address. */
async function post(
  message: Message,
  { form, variable }: PlannedNotification,
  variables: NodeJS.ProcessEnv,
  patience: number,
): Promise<string | undefined> {
  const address = variables[variable];
  if (!address) return 'the variable is not set in this job';
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !isSafe(url)) return 'it is not an https address';
  const body = JSON.stringify(FORMS[form](message));
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    return response.ok ? undefined : `it was answered with ${response.status}`;
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') return `there was no answer within ${patience / 1000} s`;
    return causeOf(error) ?? 'it cannot be reached';
  }
}

/** Who knows the address can write there, so it is not sent in the clear over a network. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname));
}
