import { type Problem, under } from '../problem';
import { jobTokenProblems } from './job-token';
import type { SiteDefaults } from './resolved-site';
import type { EnvironmentProps, SiteProps } from './site';

/** A site's and one of its environments' properties as one. */
export type Merged = Omit<SiteProps, 'environments'> & EnvironmentProps;

/** What no single property shows, in one environment. */
export function environmentProblems(site: Merged, environment: string, defaults: SiteDefaults): Problem[] {
  return [
    ...nameProblems(site, environment),
    ...replicaProblems(site, defaults),
    ...scheduleProblems(site),
    ...envProblems(site),
    ...pullSecretProblems(site),
    ...serviceProblems(site, defaults),
    ...edgeProblems(site, defaults),
  ];
}

function nameProblems({ name }: Merged, environment: string): Problem[] {
  const namespace = `${name}-${environment}`;
  if (namespace.length <= 63) return [];
  return [
    {
      path: 'name',
      value: name,
      message: `does not fit: the namespace would be ${namespace}, of ${namespace.length} characters`,
      allowed: '63 characters for name and environment together with a hyphen',
      todo: `shorten one of them by ${namespace.length - 63}`,
    },
  ];
}

function replicaProblems(site: Merged, defaults: SiteDefaults): Problem[] {
  const { replicas, autoscaling } = site;
  const problems: Problem[] = [];
  const wayOut = 'keep the files where several nodes can mount them: Files.nfs(...) or Files.existing(...)';
  const isBlock = (site.files ?? defaults.files).accessMode === 'ReadWriteOnce';
  if (replicas !== undefined && autoscaling !== undefined) {
    problems.push({
      path: 'replicas',
      value: replicas,
      message: 'is given beside autoscaling, and the two would fight',
      allowed: 'one of them',
      todo: 'take one of them out',
    });
  }
  if (isBlock && replicas !== undefined && replicas > 1) {
    problems.push({
      path: 'replicas',
      value: replicas,
      message: 'is more than block storage allows: it is mounted on one node at a time',
      allowed: '1',
      todo: wayOut,
    });
  }
  if (isBlock && autoscaling !== undefined) {
    problems.push({
      path: 'autoscaling',
      message: 'is not possible with block storage: it is mounted on one node at a time',
      allowed: 'one web pod',
      todo: wayOut,
    });
  }
  const { min, max } = bounds(autoscaling);
  if (autoscaling !== undefined && min > max) {
    problems.push({
      path: 'autoscaling.minReplicas',
      value: min,
      message: `is more than maxReplicas, ${max}`,
      allowed: `1 to ${max}`,
      todo: 'raise maxReplicas or lower minReplicas',
    });
  }
  return problems;
}

function scheduleProblems({ commands = {} }: Merged): Problem[] {
  if (!('cron' in commands)) return [];
  return [
    {
      path: 'commands.cron',
      message: "is the name of Drupal's own cron",
      allowed: 'any other name',
      todo: 'rename the command, or set cron.schedule',
    },
  ];
}

const SALT = /^(DRUPAL_)?HASH_SALT(_FILE)?$/;
const CONTRACT = /^(DRUPAL_|MYSQL_|REDIS_|MEMCACHED_|SOLR_|VARNISH_HOSTS$|SMTP_|DRUSH_OPTIONS_URI$)/;
const SECRET = /(PASSWORD|PASSWD|_PASS|SECRET|TOKEN|PRIVATE_KEY|API_KEY)$/;

function envProblems({ env = {} }: Merged): Problem[] {
  return Object.keys(env).flatMap((name): Problem[] => {
    const path = `env.${name}`;
    if (SALT.test(name))
      return [
        {
          path,
          message: 'would make the hash salt a constant that everyone can read',
          allowed: 'a secret',
          todo: 'take it out: one is generated; or set hashSalt: SecretSource.environment(...)',
        },
      ];
    if (CONTRACT.test(name))
      return [
        {
          path,
          message: 'is set from the rest of the definition',
          allowed: 'names that do not begin with DRUPAL_, MYSQL_, REDIS_, MEMCACHED_, SOLR_ or SMTP_',
          todo: 'set the property that it comes from',
        },
      ];
    if (SECRET.test(name))
      return [
        {
          path,
          message: 'looks like a secret, and env is plain text in dist',
          allowed: 'values that everyone may read',
          todo: `move it to secrets: { "${name.toLowerCase().replaceAll('_', '-')}": SecretSource.environment("${name}") }`,
        },
      ];
    return [];
  });
}

function pullSecretProblems({ pullSecret }: Merged): Problem[] {
  return pullSecret?.from === 'environment' ? under('pullSecret', jobTokenProblems(pullSecret)) : [];
}

function serviceProblems(site: Merged, defaults: SiteDefaults): Problem[] {
  const named = {
    database: site.database ?? defaults.database,
    files: site.files ?? defaults.files,
    cache: site.cache,
    search: site.search,
  };
  const own = Object.entries(named).flatMap(([name, service]) => under(name, service?.problems?.() ?? []));
  const further = (site.services ?? []).flatMap((service, index) =>
    under(`services[${index}]`, service.problems?.() ?? []),
  );
  return [
    ...own,
    ...further,
    ...idProblems(
      site,
      Object.values(named)
        .flatMap((service) => service ?? [])
        .map(({ id }) => id),
    ),
  ];
}

function idProblems(site: Merged, taken: string[]): Problem[] {
  const ids = new Set(taken);
  return (site.services ?? []).flatMap(({ id }, index): Problem[] => {
    if (!ids.has(id)) {
      ids.add(id);
      return [];
    }
    return [
      {
        path: `services[${index}].id`,
        value: id,
        message: 'is taken by another service',
        allowed: 'an id that no other service has',
        todo: 'give it another id',
      },
    ];
  });
}

function edgeProblems(site: Merged, defaults: SiteDefaults): Problem[] {
  const edge = site.cluster?.props.edge ?? defaults.edge;
  const [canonical, ...aliases] = site.hosts;
  const hosts = { canonical, aliases, all: site.hosts };
  const problems = under('cluster.edge', edge.problems());
  return problems.length > 0 ? problems : edge.refusals({ hosts, redirectToCanonical: site.redirectToCanonical });
}

/** The bounds of autoscaling with their defaults. */
export function bounds({
  minReplicas = 2,
  maxReplicas = Math.max(5, minReplicas),
}: {
  minReplicas?: number;
  maxReplicas?: number;
} = {}): { min: number; max: number } {
  return { min: minReplicas, max: maxReplicas };
}
