const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const ts = require('typescript');

/** Makes docs/configuration.md from the doc comments of the types: `npm run docs`. */

const ROOT = join(__dirname, '..');

/** The page's sections: a title, and the interface whose properties it lists. */
const SECTIONS = [
  ['A site: `defineSite({...})`', 'SiteProps'],
  ['An environment', 'EnvironmentProps'],
  ['`review`', 'ReviewProps'],
  ['`pod`', 'PodSettings'],
  ['`pod.initContainers`', 'PodContainer'],
  ['`pod.sidecars`', 'Sidecar'],
  ['`web`', 'WorkloadSettings'],
  ['`release`', 'Release'],
  ['`cron`', 'Cron'],
  ['`commands`: a drush command', 'DrushCommand'],
  ['`commands`: any program', 'ProgramCommand'],
  ['`workers`: a drush command', 'DrushWorker'],
  ['`workers`: any program', 'ProgramWorker'],
  ['`autoscaling`', 'Autoscaling'],
  ['`resources`', 'Resources'],
  ['`php`', 'Php'],
  ['`routing`', 'Routing'],
  ['`securityHeaders`', 'SecurityHeaders'],
  ['`limits`', 'Limits'],
  ['`redirects`', 'Redirect'],
  ['`Database.mariadb({...})`', 'MariaDbProps'],
  ['`Database.mysql({...})`', 'ManagedMySqlProps'],
  ['`Database.postgresql({...})`', 'PostgreSqlProps'],
  ['`Database.managedPostgresql({...})`', 'ManagedPostgreSqlProps'],
  ['`Files.block({...})`', 'BlockFilesProps'],
  ['`Files.nfs({...})`', 'NfsFilesProps'],
  ['`Files.shared({...})`', 'SharedFilesProps'],
  ['`Files.existing({...})`', 'ExistingFilesProps'],
  ['`Files.s3({...})`', 'S3FilesProps'],
  ['`Files.spaces({...})`', 'SpacesFilesProps'],
  ['`Cache.redis({...})`, `Cache.valkey({...})`, `Cache.memcached({...})`', 'CacheProps'],
  ['`Cache.managedRedis({...})`', 'ManagedRedisProps'],
  ['`HttpCache.varnish({...})`', 'VarnishProps'],
  ['`Search.solr({...})`', 'SolrProps'],
  ['`cores` of Solr', 'SolrCore'],
  ['`Search.opensearch({...})`', 'OpenSearchProps'],
  ['`Backups.s3({...})`', 'S3BackupsProps'],
  ['`Backups.spaces({...})`', 'SpacesBackupsProps'],
  ['`keep` of backups', 'BackupsToKeep'],
  ['`rehearse` of backups', 'Rehearsal'],
  ['`sanitise` of backups', 'SanitisedCopy'],
  ['`Access.password({...})`', 'PasswordProps'],
  ['`Mail.smtp({...})`', 'SmtpRelayProps'],
  ['`Mail.mailpit({...})`', 'MailpitProps'],
  ['`Notify.slack({...})`, `Notify.teams({...})`, `Notify.json({...})`', 'NotifyProps'],
  ['`Metrics.operator({...})`', 'OperatorMetricsProps'],
  ['`Metrics.annotations({...})`', 'MetricsProps'],
  ['`alarms` of metrics', 'Alarms'],
  ['`images` of metrics', 'ExporterImages'],
  ['`Cluster.doks({...})`, `Cluster.generic({...})`', 'ClusterProps'],
  ['`Edge.ingress({...})`', 'IngressEdgeProps'],
  ['`Edge.gateway({...})`', 'GatewayEdgeProps'],
];

/** Types that no section is about: what they are is in their doc comments. */
const TYPES = [
  'Size',
  'Cpu',
  'SecretSource',
  'SolrCores',
  'RegistryCredential',
  'BackingService',
  'Risk',
  'PodMount',
  'PodPlacement',
  'FilesService',
  'SiteBackups',
  'MailService',
  'Notification',
  'Metrics',
  'AlarmName',
  'Access',
  'Cluster',
  'SiteEdge',
  'VisitorAddress',
];

/** The page as it should be. */
function configurationPage() {
  const program = ts.createProgram([join(ROOT, 'lib/index.ts')], { strict: true, skipLibCheck: true, noEmit: true });
  const checker = program.getTypeChecker();
  const sections = SECTIONS.map(([title, name]) => [
    `## ${title}`,
    '',
    ...tableOf(declarationOf(program, name), checker),
  ]);
  const types = ['## Types', '', '| type | what it is |', '| --- | --- |'];
  for (const name of TYPES) types.push(typeRow(name, declarationOf(program, name), checker));
  const intro =
    'Made from the types by `npm run docs`. A property without a default must be given. An environment may also say all that a site may say, and then takes its place. What is not here: [when-a-property-is-missing.md](when-a-property-is-missing.md).';
  return `${['# Configuration', '', intro, ...[...sections, types].flatMap((section) => ['', ...section])].join('\n')}\n`;
}

function declarationOf(program, name) {
  const declares = (node) =>
    ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node) || ts.isClassDeclaration(node);
  for (const file of program.getSourceFiles()) {
    const found = file.statements.find((node) => declares(node) && node.name?.text === name);
    if (found !== undefined && file.fileName.includes('/lib/') && !file.isDeclarationFile) return found;
  }
  throw new Error(`there is no type ${name}`);
}

function tableOf(declaration, checker) {
  const isEnvironment = ['EnvironmentProps', 'ReviewProps'].includes(declaration.name.text);
  const properties = isEnvironment
    ? declaration.members.map((member) => checker.getSymbolAtLocation(member.name))
    : checker.getPropertiesOfType(checker.getTypeAtLocation(declaration));
  const rows = properties.filter((property) => property !== undefined).map((property) => rowOf(property, checker));
  return ['| property | type | default | what it is |', '| --- | --- | --- | --- |', ...rows];
}

function rowOf(property, checker) {
  const [declaration] = property.declarations ?? [];
  const type = typeOf(declaration, checker);
  const text = ts.displayPartsToString(property.getDocumentationComment(checker));
  const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
  const given = tag === undefined ? '' : ts.displayPartsToString(tag.text).replace(/^- /, '');
  const isProse = tag !== undefined && ts.displayPartsToString(tag.text).startsWith('- ');
  return row([`\`${property.name}\``, `\`${type}\``, isProse || given === '' ? given : `\`${given}\``, text]);
}

/** A property's type for a reader: one of several words, lists and objects by name without TypeScript's modifiers. */
function typeOf({ type: node, questionToken }, checker) {
  const type = checker.getTypeFromTypeNode(node);
  const words = (questionToken ? checker.getNonNullableType(type) : type).types ?? [];
  if (words.length > 0 && words.every((word) => word.isStringLiteral()))
    return words.map(({ value }) => `'${value}'`).join(' | ');
  return node
    .getText()
    .replace(/Readonly<Record<string, (\w+)>>/, '{ [name]: $1 }')
    .replace(/readonly \[(\w+), \.\.\.\1\[\]\]/, '[$1, ...]')
    .replace('readonly ', '');
}

function typeRow(name, declaration, checker) {
  const symbol = checker.getSymbolAtLocation(declaration.name);
  return row([`\`${name}\``, ts.displayPartsToString(symbol.getDocumentationComment(checker))]);
}

function row(cells) {
  return `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

module.exports = { configurationPage };

if (require.main === module) writeFileSync(join(__dirname, 'configuration.md'), configurationPage());
