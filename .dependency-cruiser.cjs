/**
 * The import directions of the house, as rules. `npm run lint` checks them.
 *
 *   problem, contract, kubernetes, known-secrets  <-  formats  <-  site  <-  ci  <-  runtime, services, backups, edge, secrets, policy, metrics  <-  workloads  <-  drupal-site  <-  synth  <-  main, cli
 *                                                          site, ci  <-  resolve  <-  drupal-site; manifest-checks  <-  drupal-site
 *
 * A test may look at anything, so the rules that keep rooms apart leave tests out.
 */
const TEST = '\\.test\\.ts$';
const FOUNDATION = '^lib/((problem|nearest)\\.ts$|contract/|kubernetes/|known-secrets/)';
const PARTS = '^lib/(runtime|services|backups|edge|secrets|policy|metrics)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'foundation-knows-no-room',
      comment:
        'Problems, the contract, plain Kubernetes helpers and known secrets are what every room stands on, so they know none of them.',
      severity: 'error',
      from: { path: FOUNDATION, pathNot: [TEST, '^lib/contract/'] },
      to: { path: '^lib/', pathNot: FOUNDATION },
    },
    {
      name: 'contract-is-plain-data',
      comment:
        'What manifests, checks and commands agree on (phases, names, labels, the deploy plan) stands once, in contract/. Each of ' +
        'them imports it, so it imports none of them, and no package either; only types of a site may be named.',
      severity: 'error',
      from: { path: '^lib/contract/', pathNot: TEST },
      to: { pathNot: '^lib/contract/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'formats-know-no-site',
      comment: 'A format judges one value, wherever it stands. Only types of a site may be named.',
      severity: 'error',
      from: { path: '^lib/formats/', pathNot: TEST },
      to: { path: '^lib/', pathNot: ['^lib/formats/', FOUNDATION], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'site-is-plain-data',
      comment:
        'site/ has what a site file may say. How it is checked and resolved is the matter of resolve/. Its one function of ' +
        'constructs, customize, names the type of the site.',
      severity: 'error',
      from: { path: '^lib/site/', pathNot: TEST },
      to: { path: '^lib/', pathNot: ['^lib/(site|formats)/', '^lib/drupal-site/drupal-site\\.ts$', FOUNDATION] },
    },
    {
      name: 'patches-see-only-objects',
      comment: 'A patch changes emitted objects, whatever made them, so patches/ knows no room that builds any.',
      severity: 'error',
      from: { path: '^lib/patches/', pathNot: TEST },
      to: { path: '^lib/', pathNot: ['^lib/(patches|site|formats)/', FOUNDATION] },
    },
    {
      name: 'ci-knows-no-site',
      comment: 'What GitLab CI and git say is read in one room, which knows nothing of sites.',
      severity: 'error',
      from: { path: '^lib/ci/', pathNot: TEST },
      to: { path: '^lib/', pathNot: ['^lib/(ci|formats)/', FOUNDATION] },
    },
    {
      name: 'resolve-builds-nothing',
      comment: 'A site is resolved and tested without a construct, so resolve/ knows no room that builds objects.',
      severity: 'error',
      from: { path: '^lib/resolve/', pathNot: TEST },
      to: { path: '^lib/', pathNot: ['^lib/(resolve|site|ci|formats)/', FOUNDATION] },
    },
    {
      name: 'parts-do-not-resolve',
      comment:
        'A service, an edge or a workload works in anybody’s chart, from its own properties; only drupal-site/ puts a site together.',
      severity: 'error',
      from: { path: '^lib/(runtime|services|backups|edge|secrets|policy|metrics|workloads)/', pathNot: TEST },
      to: { path: '^lib/resolve/' },
    },
    {
      name: 'parts-do-not-know-workloads',
      comment: 'A service, an edge or a secret is used by workloads and stands alone; turn the import round.',
      severity: 'error',
      from: { path: PARTS, pathNot: TEST },
      to: { path: '^lib/(workloads|drupal-site|synth|manifest-checks)(/|\\.ts$)' },
    },
    {
      name: 'workloads-do-not-know-synth',
      comment: 'Workloads work in anybody’s chart; only drupal-site/ knows how a whole site is put together.',
      severity: 'error',
      from: { path: '^lib/workloads/', pathNot: TEST },
      to: { path: '^lib/(drupal-site|synth|manifest-checks)(/|\\.ts$)' },
    },
    {
      name: 'checks-see-only-objects',
      comment: 'A check judges emitted objects. If it saw constructs, it would share their mistakes.',
      severity: 'error',
      from: { path: '^lib/manifest-checks/', pathNot: TEST },
      to: {
        path: '^lib/',
        pathNot: ['^lib/manifest-checks/', FOUNDATION],
      },
    },
    {
      name: 'checks-need-no-constructs',
      comment: 'What a check imports of the foundation is plain, too: none of it may lead to a construct.',
      severity: 'error',
      from: { path: '^lib/manifest-checks/', pathNot: TEST },
      to: { path: 'node_modules/(cdk8s|constructs)', reachable: true },
    },
    {
      name: 'a-site-is-not-written-here',
      comment: 'DrupalSite works in anybody’s app; files, reports and CI are the matter of synth/.',
      severity: 'error',
      from: { path: '^lib/drupal-site/', pathNot: TEST },
      to: { path: '^lib/synth/' },
    },
    {
      name: 'lib-is-the-bottom',
      comment: 'lib/ is what the package exports: it must not need this repository’s sites, commands or tests.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TEST },
      to: { path: '^(main\\.ts$|main\\.test\\.ts$|cli/|sites/|bench/|test/)' },
    },
    {
      name: 'sites-import-only-the-package',
      comment: 'A file in sites/ is what a user writes: everything it needs must be exported by the package.',
      severity: 'error',
      from: { path: '^sites/', pathNot: TEST },
      to: { pathNot: '^lib/index\\.ts$' },
    },
    {
      name: 'only-lib-imports-cdk8s-plus',
      comment:
        'cdk8s-plus-27 is a frozen line; behind lib/ it can be exchanged in one place. test/services/ has what users write.',
      severity: 'error',
      from: { pathNot: '^(lib/|test/services/|node_modules/)' },
      to: { path: 'node_modules/cdk8s-plus-' },
    },
    {
      name: 'only-edge-imports-crds',
      comment: 'Custom resources belong to the edge (Gateway API, cert-manager); other rooms ask the edge.',
      severity: 'error',
      from: { pathNot: ['^(lib/edge|imports)/', TEST] },
      to: { path: '^imports/' },
    },
    {
      name: 'only-cli-starts-processes',
      comment: 'Synthesis is a function of the site files and the environment; programs are started by cli/ only.',
      severity: 'error',
      from: { pathNot: ['^(cli|test|bench|node_modules)/', TEST] },
      to: { path: '^(node:)?child_process$' },
    },
    {
      name: 'no-dev-dependencies-in-the-package',
      comment: 'Users install dependencies only, so what they run must not need a development dependency.',
      severity: 'error',
      from: { path: '^(lib|cli|imports|main\\.ts$)', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm-peer'] },
    },
    {
      name: 'no-undeclared-dependencies',
      comment: 'A package that package.json does not name is there by chance, or a misspelling.',
      severity: 'error',
      from: { pathNot: '^node_modules/' },
      // build/ is there after `npm run build` only.
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: '(^|/)build/' },
    },
    {
      name: 'no-tests-in-code',
      comment: 'Tests are not published, so nothing but a test may import one.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'no-cycles',
      comment:
        'Two files that need each other are one idea in two places: join them, or move what they share. ' +
        'Types may name each other, as a site and its services do.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|build)/' },
    // An `import type` is a direction, too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
