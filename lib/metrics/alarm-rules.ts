import { ALARM_NAMES, type AlarmName } from '../contract/alarms';
import { ALARMS } from './alarms';
import type { Watched } from './watched';

/** A rule as Prometheus reads it. */
export interface AlarmRule {
  readonly alert: AlarmName;
  readonly expr: string;
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Where docs/metrics.md tells of an alarm. */
export function anchorOf(name: AlarmName): string {
  return name.toLowerCase();
}

/** The rules of a site. Each says its namespace itself: what is missing has no labels, and no rule may speak for another namespace. */
export function alarmRules(site: Watched, labels: Readonly<Record<string, string>> = {}): AlarmRule[] {
  const { limits, namespace, isLive } = site;
  return ALARM_NAMES.filter((name) => !limits.without.includes(name)).flatMap((name) => {
    const { severity, for: lasts, summary, description, expressions } = ALARMS[name];
    const section = `#${anchorOf(name)}`;
    const annotations = {
      summary: summary.replaceAll('{{ $labels.namespace }}', namespace), // which not every expression has
      description: `${description} More: docs/metrics.md${section}`,
      ...(limits.runbooks === undefined ? {} : { runbook_url: `${limits.runbooks}${section}` }),
    };
    const expr = expressions(site).join(' or ');
    if (expr === '') return [];
    return [
      {
        alert: name,
        expr,
        for: lasts,
        labels: { ...labels, namespace, severity: isLive ? severity : 'warning' },
        annotations,
      },
    ];
  });
}
