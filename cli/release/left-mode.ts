import { switchMode } from '../../lib/contract/maintenance-mode';
import type { Dist } from '../dist';
import type { Outcome } from './follow-job';

/** What a release leaves behind that fails in the order `maintenance`, or is killed before it can switch the mode back. */
export function leftMode(dist: Dist, { neverStarted }: Pick<Outcome, 'neverStarted'>): string[] {
  if (neverStarted) return [];
  if (dist.plan.releaseOrder === 'maintenance')
    return [`Drupal stays in maintenance mode until somebody has looked: ${commandToEnd(dist)}`];
  return [
    `if pages answer 503, it was killed in Drupal's maintenance mode; the next release ends that, or: ${commandToEnd(dist)}`,
  ];
}

/**
 * Why a web may not become ready that is judged before its release has run: an earlier release was killed, and no other has
 * ended its mode.
 * @param failed The Job of a release that has failed since the web served last
 */
export function modeInTheWay(dist: Dist, failed: string | undefined): string[] {
  if (failed === undefined || dist.plan.releaseOrder !== 'after') return [];
  return [
    `job/${failed} failed before, and may have left Drupal in maintenance mode; to end it: ${commandToEnd(dist)}`,
  ];
}

function commandToEnd({ namespace }: Dist): string {
  return `kubectl -n ${namespace} exec deploy/web -- ${switchMode(0)}`;
}
