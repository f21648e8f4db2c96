import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { PHASE_NAMES, PHASES, type Phase } from '../contract/phases';
import { NATIVE_SIDECARS } from '../contract/pods';
import { runsDefault } from '../contract/release';
import { SERVICE_ACCOUNT } from '../contract/service-accounts';
import type { Manifest } from '../kubernetes/manifest';
import { apacheFigures } from '../metrics/apache-figures';
import { addObjects } from '../patches/add-objects';
import { changeObjects } from '../patches/change-objects';
import { type Originals, originalsOf } from '../patches/customized';
import { NetworkPolicies } from '../policy/network-policies';
import { SiteNamespace } from '../policy/site-namespace';
import { assertNone, InvalidInput, linesOf, type Problem, under } from '../problem';
import { thrownProblems } from '../resolve/thrown';
import { workloadsOf } from '../resolve/workloads';
import { doorPod } from '../runtime/door';
import { DrupalRuntime } from '../runtime/drupal-runtime';
import { headersPod } from '../runtime/web-headers';
import { redirectsPod } from '../runtime/web-redirects';
import { takenKeys } from '../secrets/taken-keys';
import { doorOf, loginSecret } from '../site/access';
import type { Binding } from '../site/backing-service';
import { mergePods } from '../site/merge-pods';
import { planned } from '../site/notification';
import { type PodNeeds, podNeeds } from '../site/pod-needs';
import { pullSecretName, servicesPullSecrets } from '../site/registry-credential';
import type { ResolvedSite } from '../site/resolved-site';
import type { SecretNeed } from '../site/secret-source';
import { DrupalCronJob } from '../workloads/drupal-cron-job';
import { DrupalRelease, type ReleasePreparation } from '../workloads/drupal-release';
import { DrupalWeb } from '../workloads/drupal-web';
import { DrupalWorker } from '../workloads/drupal-worker';
import { type BoundService, bindService, ownBindings } from './bound-services';
import { DeployPlan } from './deploy-plan';
import { type DrupalSiteProps, resolveProps } from './drupal-site-props';
import { withGitopsAnnotations } from './gitops-annotations';
import { addProxies, addWorkloads, type SiteProxy } from './later-steps';
import { type ManifestFile, manifestFile, manifestFiles } from './manifests';
import { addMetrics, measuredPods } from './measured';
import { objectProblems } from './object-problems';
import { PhaseChart } from './phase-chart';
import { placePods } from './place-pods';
import { awaitedInVain, podPeers, reachedPods } from './reached-pods';
import { type SecretNeeds, secretNeeds } from './secret-needs';
import { SiteData } from './site-data';
import { takenVariables } from './taken-variables';

/**
 * A Drupal site in one environment: its namespace, services, release, web, schedules and edge, with a chart for each phase of
 * a deploy. In an app of your own it takes what `defineSite` takes for an environment:
 *
 * ```ts
 * const app = new App();
 * const shop = new DrupalSite(app, 'shop', { image: 'registry.example.com/shop:1.4.0', hosts: ['shop.example.com'] });
 * ```
 *
 * Nothing is read from the environment of whoever synthesises. Secrets are referred to by name; `secrets` says which there must
 * be. When the app is synthesised, its objects are checked as those of a site file are.
 */
export class DrupalSite extends Construct {
  /** The site with all that was left open filled in. */
  readonly site: ResolvedSite;
  /** The namespace and its ServiceAccounts. */
  readonly namespace: SiteNamespace;
  /** The database. */
  readonly database: BoundService;
  /** Where uploaded files are kept. */
  readonly files: BoundService;
  /** The cache, if there is one. */
  readonly cache?: BoundService;
  /** What keeps whole pages between the edge and the web, if there is something. */
  readonly httpCache?: BoundService;
  /** The search server, if there is one. */
  readonly search?: BoundService;
  /** All services in the order in which they were bound: the above, and those of your own. */
  readonly services: readonly BoundService[];
  /** Secrets that must be in the namespace, and where each of their keys comes from. Never a value. */
  readonly secrets: readonly SecretNeed[];
  /** The one recipe of Drupal's containers. */
  readonly runtime: DrupalRuntime;
  /** What the pods may talk to, and who may talk to them. */
  readonly networkPolicies: NetworkPolicies;
  /** What runs with the new image before the web is replaced. */
  readonly release: DrupalRelease;
  /** The pods that serve visitors, and the Service in front of them. */
  readonly web: DrupalWeb;
  /** The services that stand between the edge and the web, and where each takes requests; the first at the edge. */
  readonly proxies: readonly SiteProxy[];
  /** Drupal's cron and the further commands, by name. */
  readonly schedules: Readonly<Record<string, DrupalCronJob>>;
  /** What works all the time, by name. */
  readonly workers: Readonly<Record<string, DrupalWorker>>;

  private readonly bindings: readonly Binding[];
  private readonly secretNeeds: SecretNeeds;
  private readonly inlineFiles: Construct;
  private readonly data: SiteData;
  /** The objects before `customize` changed them. */
  private readonly originals?: Originals;
  /** What is wrong with the objects of the site file. */
  private readonly unknownFields: readonly Problem[];

  /** @throws InvalidInput if a property is wrong, with all that is wrong */
  constructor(scope: Construct, id: string, props: DrupalSiteProps | ResolvedSite) {
    super(scope, id);
    const isResolved = 'instance' in props;
    this.site = isResolved ? props : resolveProps(id, props);
    const { site } = this;
    this.namespace = this.addNamespace();
    this.services = site.services.map((service) => bindService(service, this.scopeOf(service.phase), site));
    this.database = this.bound(site.database) as BoundService;
    this.files = this.bound(site.files) as BoundService;
    this.cache = this.bound(site.cache);
    this.httpCache = this.bound(site.httpCache);
    this.search = this.bound(site.search);
    this.data = new SiteData(site);
    this.bindings = [...ownBindings(site), ...this.services.map(({ binding }) => binding)];
    const podNeeds = this.podNeeds();
    this.secretNeeds = secretNeeds(site, podNeeds, this.services, this.data.secrets);
    this.secrets = this.secretNeeds.all;
    this.addDeployPlan(podNeeds);
    this.inlineFiles = new Construct(this.chart('services'), 'inline-files'); // kept there until the old pods have gone
    this.runtime = this.makeRuntime();
    this.web = this.addWeb();
    this.proxies = this.addProxies();
    this.networkPolicies = this.addNetworkPolicies();
    this.release = this.addRelease(this.addData());
    this.addRoute();
    this.schedules = this.addSchedules();
    this.workers = this.addWorkers();
    this.addWorkloads();
    this.unknownFields = addObjects((phase) => this.chart(phase), site.objects);
    this.addMetrics();
    placePods(this, site.cluster.props.pod);
    this.originals = this.customize();
    this.orderCharts();
    // The objects of a site file are checked where they are written, so that one report has the problems of all sites.
    if (!isResolved)
      this.node.addValidation({ validate: () => this.check().problems.map((one) => linesOf(one).join('\n')) });
  }

  /** The chart of a phase, made when it is first asked for: an empty one would become an empty file. */
  chart(phase: Phase): Chart {
    if (PHASES[phase] === undefined)
      throw new TypeError(`there is no phase "${phase}", only ${PHASE_NAMES.join(', ')}`);
    const known = this.node.tryFindChild(PHASES[phase]);
    if (known !== undefined) return known as Chart;
    return new PhaseChart(this, PHASES[phase], {
      instance: this.site.instance,
      site: this.site.site,
      emitted: (chart) => this.emittedOf(chart),
    });
  }

  /** The objects as they are emitted, by file. */
  manifests(): ManifestFile[] {
    return this.emitted().files;
  }

  /** The objects as they are emitted, and what is wrong with `objects`, `customize` and `patches`. */
  private emitted(files: readonly ManifestFile[] = manifestFiles(this)): {
    files: ManifestFile[];
    problems: readonly Problem[];
  } {
    const { objects, problems } = changeObjects(objectsIn(files), this.site.patches, this.originals);
    const left = [...objects];
    const changed = files.map((file) => ({ ...file, objects: left.splice(0, file.objects.length) }));
    return {
      files: withGitopsAnnotations(changed, this.site.release.order),
      problems: [...this.unknownFields, ...problems],
    };
  }

  /** Lets the site file's own program change the constructs, which stand as they are by now. */
  private customize(): Originals | undefined {
    const { customize } = this.site;
    if (customize === undefined) return undefined;
    const originals = originalsOf(objectsIn(manifestFiles(this)));
    try {
      customize(this);
    } catch (error) {
      throw new InvalidInput('customize', thrownProblems('customize', error, 'a function that runs to its end'));
    }
    return originals;
  }

  /** An app asks each chart by itself: only claims depend on what is in the others. */
  private emittedOf(chart: Chart): ManifestFile['objects'] {
    const own = manifestFile(chart);
    const isAlone = own.objects.every(({ kind }) => kind !== 'PersistentVolumeClaim');
    const { files } = this.emitted(isAlone ? [own] : manifestFiles(this));
    return files.find(({ name }) => name === own.name)?.objects ?? [];
  }

  /** The objects as they are emitted, by file, what is wrong with them, and the risks that they bring. */
  check(): ReturnType<typeof objectProblems> & { files: ManifestFile[] } {
    const { site, services, proxies } = this;
    const { files, problems: changes } = this.emitted();
    const peers = podPeers(services);
    const { problems, risks } = objectProblems(files, site.allow, [
      ...reachedPods(peers, proxies, site.instance),
      ...measuredPods({ site, services }),
    ]);
    const own = [...changes, ...this.takenKeys(), ...takenVariables(services), ...awaitedInVain(files, peers)];
    return { files, problems: [...own, ...problems], risks };
  }

  private takenKeys(): Problem[] {
    const needsOf = ({ service: { id }, binding: { secrets = [] } }: BoundService) => ({ id, secrets });
    return takenKeys(this.secretNeeds.own, this.services.map(needsOf));
  }

  /** A service's objects stand in a group of their own, so that its id may be any. */
  private scopeOf(phase: Phase = 'services'): Construct {
    const chart = this.chart(phase);
    const known = chart.node.tryFindChild('services');
    return Construct.isConstruct(known) ? known : new Construct(chart, 'services');
  }

  private bound(service: unknown): BoundService | undefined {
    return this.services.find((bound) => bound.service === service);
  }

  private addNamespace(): SiteNamespace {
    const pullSecrets = servicesPullSecrets(this.site);
    return new SiteNamespace(this.chart('namespace'), 'namespace', {
      name: this.site.instance,
      serviceAccounts: Object.values(SERVICE_ACCOUNT),
      pullSecrets: pullSecrets.length === 0 ? {} : { [SERVICE_ACCOUNT.services]: pullSecrets },
    });
  }

  private addDeployPlan({ claims, configMaps }: PodNeeds): void {
    const { site } = this;
    const { release, hosts, environment, branch, isReview, edge, access } = site;
    new DeployPlan(this.chart('namespace'), 'plan', {
      environment,
      branch,
      isReview,
      ...(Array.isArray(edge.callers) ? { assumedCallers: edge.callers } : {}),
      url: `https://${hosts.canonical}/`,
      releaseOrder: release.order,
      ...(runsDefault(release.command) ? {} : { releaseCommand: release.command }),
      secrets: this.secrets,
      claims: [...this.bindings.flatMap((binding) => [...(binding.claims ?? [])]), ...claims],
      ...(configMaps.length === 0 ? {} : { configMaps }),
      ...(site.notifications.length === 0 ? {} : { notifications: site.notifications.map(planned) }),
      ...(access === undefined
        ? {}
        : { closed: { by: access.by, ...(access.by === 'password' && { secret: loginSecret(access) }) } }),
      ...(site.cluster.props.version === undefined ? {} : { kubernetes: site.cluster.props.version }),
    });
  }

  private podNeeds(): PodNeeds {
    return podNeeds([this.site.pod, ...workloadsOf(this.site).map(({ settings }) => settings.pod)]);
  }

  private makeRuntime(bindings: readonly Binding[] = this.bindings): DrupalRuntime {
    const { site } = this;
    const runtime = new DrupalRuntime({
      image: site.image.reference,
      hosts: site.hosts.all,
      profile: site.profile,
      bindings,
      pullSecret: pullSecretName(site.pullSecret),
      hashSaltSecret: null, // bound above, since its source can be chosen
      environment: site.environment,
      proxyAddresses: site.proxyAddresses,
      env: site.env,
      resources: site.resources,
      pod: site.pod,
      nativeSidecars: site.cluster.isAtLeast(NATIVE_SIDECARS),
      files: this.inlineFiles,
      servicesPullSecret: site.servicesPullSecret,
      serviceAccount: SERVICE_ACCOUNT.drupal,
    });
    assertNone(site.instance, podProblems(runtime, site));
    return runtime;
  }

  private addNetworkPolicies(): NetworkPolicies {
    const { site, runtime, bindings } = this;
    return new NetworkPolicies(this.chart('services'), 'network-policies', {
      application: DrupalRuntime.APPLICATION,
      port: runtime.profile.port,
      callers: site.edge.callers,
      solver: site.edge.solvesChallenges,
      dnsAddresses: site.cluster.props.dnsAddresses,
      proxies: this.proxies.map(({ stop }) => stop),
      connectsTo: [...bindings.flatMap((binding) => [...(binding.connectsTo ?? [])]), ...this.data.releasePeers],
      others: this.data.podsBeside(this.database.binding),
    });
  }

  private addData(): ReleasePreparation | undefined {
    const { site, runtime, services } = this;
    const jobs = new Construct(this.chart('web'), 'data');
    const files = new Construct(this.chart('services'), 'backup-scripts');
    const runtimeOf = (bindings: readonly Binding[]) => this.makeRuntime(bindings);
    return this.data.add({ site, runtime, runtimeOf, services, jobs, files });
  }

  private addRelease(before: ReleasePreparation | undefined): DrupalRelease {
    const { site, runtime } = this;
    const { healthPath, release } = site;
    return new DrupalRelease(this.chart('release'), 'release', { runtime, healthPath, before, ...release });
  }

  private addWeb(): DrupalWeb {
    const { site, runtime } = this;
    return new DrupalWeb(this.chart('web'), 'web', {
      runtime,
      replicas: site.replicas,
      autoscaling: site.autoscaling,
      healthPath: site.healthPath,
      recreate: site.release.order === 'maintenance',
      ...site.web,
      pod: mergePods(
        site.web.pod,
        this.doorPod(),
        headersPod(runtime.profile, site.webHeaders),
        redirectsPod(runtime.profile, site.redirects),
        apacheFigures(runtime.profile, site.metrics),
      ),
    });
  }

  /** What the edge cannot do to close the environment, the web's pods do. */
  private doorPod(): ReturnType<typeof doorPod> {
    const { access, edge, profile } = this.site;
    return doorPod(this.runtime.profile, access, doorOf(access, edge.closes, profile).pods);
  }

  private addProxies(): SiteProxy[] {
    const { site, runtime, web } = this;
    const services = this.services.map(({ service }) => service);
    if (services.every(({ addProxy }) => addProxy === undefined)) return [];
    const files = new Construct(this.chart('services'), 'proxy-files');
    return addProxies(new Construct(this.chart('web'), 'proxies'), services, { site, runtime, files }, web.stop);
  }

  /** Leads the hosts to the first proxy, or to the web; its name stays that of the web. */
  private addRoute(): void {
    const { site, web, proxies } = this;
    const { access, limits } = site;
    const { service, port } = proxies[0]?.stop ?? web.stop;
    site.edge.route(new Construct(this.chart('web'), 'edge'), {
      name: web.serviceName,
      hosts: site.hosts,
      redirectToCanonical: site.redirectToCanonical,
      uploadSize: site.uploadSize,
      routing: site.routing,
      ...(access !== undefined && site.edge.closes?.includes(access.by) ? { access } : {}),
      ...(limits === undefined ? {} : { limits }),
      service: { name: service, port },
    });
  }

  private addWorkloads(): void {
    const { site, runtime } = this;
    const services = this.services.map(({ service }) => service);
    addWorkloads(new Construct(this.chart('web'), 'workloads'), services, { site, runtime });
  }

  /** Alarms are about what is there by now. */
  private addMetrics(): void {
    const { site, runtime, services, web, proxies } = this;
    if (site.metrics === undefined) return;
    const entrance = (proxies[0]?.stop ?? web.stop).service;
    const objects = objectsIn(manifestFiles(this));
    addMetrics(this.chart('services'), { site, runtime, services, web: web.serviceName, entrance, objects });
  }

  private addSchedules(): Record<string, DrupalCronJob> {
    const { runtime } = this;
    const { cron, commands, timeZone } = this.site;
    const scope = new Construct(this.chart('web'), 'schedules');
    const all = { ...(cron === false ? {} : { cron }), ...commands };
    return Object.fromEntries(
      Object.entries(all).map(([name, command]) => [
        name,
        new DrupalCronJob(scope, name, { runtime, timeZone, ...command }),
      ]),
    );
  }

  private addWorkers(): Record<string, DrupalWorker> {
    const { runtime } = this;
    const { workers } = this.site;
    const scope = new Construct(this.chart('web'), 'workers');
    return Object.fromEntries(
      Object.entries(workers).map(([name, worker]) => [name, new DrupalWorker(scope, name, { runtime, ...worker })]),
    );
  }

  /** An app numbers its files by this, so that `kubectl apply` of a folder goes in the order of the phases. */
  private orderCharts(): void {
    const charts = Object.values(PHASES).flatMap((id) => this.node.tryFindChild(id) ?? []);
    for (const [index, chart] of charts.slice(1).entries()) chart.node.addDependency(charts[index] as Construct);
  }
}

/** What is wrong with the pods of all workloads: once for what the site says, and once for what a workload adds. */
function podProblems(runtime: DrupalRuntime, site: ResolvedSite): Problem[] {
  const common = runtime.podProblems(site.pod);
  const known = new Set(common.map(({ path, message }) => `${path} ${message}`));
  const own = workloadsOf(site).flatMap(({ path, settings }) => {
    if (settings.pod === undefined) return [];
    const found = runtime.podProblems(mergePods(site.pod, settings.pod));
    return under(
      path,
      under(
        'pod',
        found.filter((one) => !known.has(`${one.path} ${one.message}`)),
      ),
    );
  });
  return [...under('pod', common), ...own];
}

function objectsIn(files: readonly ManifestFile[]): Manifest[] {
  return files.flatMap(({ objects }) => [...objects]);
}
