import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { chartLabels } from '../kubernetes/labels';
import { NetworkPolicies } from '../policy/network-policies';
import { SiteNamespace } from '../policy/site-namespace';
import { assertNone, InvalidInput, type Problem, under } from '../problem';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import { mergeNeeds } from '../secrets/merge-needs';
import { pullSecretNeeds, servicesPullSecretNeeds } from '../secrets/pull-secret';
import { SecretsFromVariables } from '../secrets/secrets-from-variables';
import type { AccessMode, BackingService, Binding } from '../site/backing-service';
import { bindingSchema } from '../site/binding-schema';
import type { Ci } from '../site/ci';
import { registryOf } from '../site/image';
import { pullSecretName, servicesPullSecrets } from '../site/registry-credential';
import type { ResolvedSite } from '../site/resolved-site';
import { secretFiles } from '../site/secret-files';
import type { SecretNeed } from '../site/secret-source';
import { problemsOf } from '../site/shape';
import { thrownProblems } from '../site/thrown';
import { DrupalRelease } from '../workloads/drupal-release';
import { DrupalWeb } from '../workloads/drupal-web';
import { DrushCronJob } from '../workloads/drush-cron-job';
import { DeployPlan } from './deploy-plan';
import { PHASES, type Phase } from './phases';

/** A site in one environment as constructs: one cdk8s App with a chart for each phase. */
export class SiteApp extends App {
  /** What showed only while it was built: variables that are missing. */
  readonly problems: readonly Problem[];

  constructor(
    private readonly site: ResolvedSite,
    ci: Ci,
  ) {
    super({ outdir: '' });
    const bindings = this.bindServices();
    const needs = mergeNeeds([
      ...pullSecretNeeds(registryOf(site.image), site.pullSecret),
      ...servicesPullSecretNeeds(site.servicesPullSecret),
      ...bindings.flatMap((binding) => [...(binding.secrets ?? [])]),
      ...site.edge.needs(),
    ]);
    this.addNamespace();
    this.addDeployPlan(needs, bindings);
    this.problems = ci.includeSecrets
      ? new SecretsFromVariables(this.phase('secrets'), 'secrets', needs, ci).problems
      : [];
    const runtime = this.runtime(bindings);
    this.addNetworkPolicies(runtime, bindings);
    new DrupalRelease(this.phase('release'), 'release', { runtime, healthPath: site.healthPath, ...site.release });
    this.addWeb(runtime);
    this.addSchedules(runtime);
  }

  /** The chart of a phase, made when it is first asked for: an empty one would become an empty file. */
  private phase(phase: Phase): Chart {
    const { site } = this;
    const known = this.node.tryFindChild(PHASES[phase]);
    if (known instanceof Chart) return known;
    return new Chart(this, PHASES[phase], {
      namespace: site.instance,
      labels: chartLabels(site.instance, site.site),
      disableResourceNameHashes: true,
    });
  }

  /** A service's objects stand in a group of their own, so that its id may be any. */
  private bind(service: BackingService): Binding {
    const chart = this.phase(service.phase ?? 'services');
    const known = chart.node.tryFindChild('services');
    const scope = known instanceof Construct ? known : new Construct(chart, 'services');
    const binding = this.attempt(service, scope);
    return 'accessMode' in service ? { accessMode: service.accessMode as AccessMode, ...binding } : binding;
  }

  /** A service of the user's own may throw, or return what is no binding. */
  private attempt(service: BackingService, scope: Construct): Binding {
    const path = `${service.id}.bind()`;
    try {
      const binding = service.bind(scope, this.site);
      assertNone(service.id, under(path, problemsOf(bindingSchema, binding)));
      return binding;
    } catch (error) {
      throw new InvalidInput(service.id, thrownProblems(path, error, 'a Binding, perhaps an empty one: {}'));
    }
  }

  /** Every service's objects, and what they and the site's own secrets ask of a Drupal container. */
  private bindServices(): Binding[] {
    const { hashSalt, secrets = {}, services } = this.site;
    const own: Binding[] = [
      secretFiles({
        name: 'drupal',
        path: '/secrets/drupal',
        purpose: "Drupal's hash salt",
        files: { 'hash-salt': hashSalt },
      }),
    ];
    if (Object.keys(secrets).length > 0)
      own.push(secretFiles({ name: 'site', path: '/secrets/site', purpose: "the site's own secrets", files: secrets }));
    return [...own, ...services.map((service) => this.bind(service))];
  }

  private addNamespace(): void {
    const chart = this.phase('namespace');
    const services = servicesPullSecrets(this.site);
    new SiteNamespace(chart, 'namespace', {
      name: this.site.instance,
      serviceAccounts: ['drupal', 'services'],
      pullSecrets: services.length === 0 ? {} : { services },
    });
  }

  private addDeployPlan(secrets: readonly SecretNeed[], bindings: readonly Binding[]): void {
    const { release, hosts, environment, branch, isReview, edge } = this.site;
    new DeployPlan(this.phase('namespace'), 'plan', {
      environment,
      branch,
      isReview,
      ...(Array.isArray(edge.callers) ? { assumedCallers: edge.callers } : {}),
      url: `https://${hosts.canonical}/`,
      releaseOrder: release?.order ?? 'before',
      secrets,
      claims: bindings.flatMap(({ claims = [] }) => [...claims]),
    });
  }

  private runtime(bindings: readonly Binding[]): DrupalRuntime {
    const { site } = this;
    return new DrupalRuntime({
      image: site.image.reference,
      hosts: [site.hosts.canonical, ...site.hosts.aliases],
      profile: site.profile,
      bindings,
      pullSecret: pullSecretName(site.pullSecret),
      hashSaltSecret: null, // bound above, since its source can be chosen
      environment: site.environment,
      proxyAddresses: site.cluster.proxyAddresses,
      env: site.env,
      resources: site.resources,
      serviceAccount: 'drupal',
    });
  }

  private addNetworkPolicies(runtime: DrupalRuntime, bindings: readonly Binding[]): void {
    new NetworkPolicies(this.phase('services'), 'network-policies', {
      application: DrupalRuntime.APPLICATION,
      port: runtime.profile.port,
      callers: this.site.edge.callers,
      solver: this.site.edge.solvesChallenges,
      dnsAddresses: this.site.cluster.props.dnsAddresses,
      connectsTo: bindings.flatMap((binding) => [...(binding.connectsTo ?? [])]),
    });
  }

  private addWeb(runtime: DrupalRuntime): void {
    const { site } = this;
    const chart = this.phase('web');
    const web = new DrupalWeb(chart, 'web', {
      runtime,
      replicas: site.replicas,
      autoscaling: site.autoscaling,
      healthPath: site.healthPath,
      recreate: site.release?.order === 'maintenance',
    });
    site.edge.route(new Construct(chart, 'edge'), {
      hosts: site.hosts,
      redirectToCanonical: site.redirectToCanonical,
      service: { name: web.serviceName, port: web.servicePort },
    });
  }

  private addSchedules(runtime: DrupalRuntime): void {
    const { cron = {}, commands = {}, timeZone } = this.site;
    const schedules = new Construct(this.phase('web'), 'schedules');
    const all = { cron: { drush: ['cron'] as const, ...cron }, ...commands };
    for (const [name, command] of Object.entries(all))
      new DrushCronJob(schedules, name, { runtime, timeZone, ...command });
  }
}
