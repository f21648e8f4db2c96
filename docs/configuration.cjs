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
  ['`release`', 'Release'],
  ['`cron`', 'Schedule'],
  ['`commands`', 'DrushCommand'],
  ['`autoscaling`', 'Autoscaling'],
  ['`resources`', 'Resources'],
  ['`Database.mariadb({...})`', 'MariaDbProps'],
  ['`Database.mysql({...})`', 'ManagedMySqlProps'],
  ['`Files.block({...})`', 'BlockFilesProps'],
  ['`Files.nfs({...})`', 'NfsFilesProps'],
  ['`Files.existing({...})`', 'ExistingFilesProps'],
  ['`Cache.redis({...})`, `Cache.memcached({...})`', 'CacheProps'],
  ['`Search.solr({...})`', 'SolrProps'],
  ['`Cluster.doks({...})`, `Cluster.generic({...})`', 'ClusterProps'],
  ['`Edge.ingress({...})`', 'IngressEdgeProps'],
  ['`Edge.gateway({...})`', 'GatewayEdgeProps'],
];

/** The page as it should be. */
function configurationPage() {
  const program = ts.createProgram([join(ROOT, 'lib/index.ts')], { strict: true, skipLibCheck: true, noEmit: true });
  const checker = program.getTypeChecker();
  const sections = SECTIONS.map(([title, name]) => [
    `## ${title}`,
    '',
    ...tableOf(interfaceNamed(program, name), checker),
  ]);
  const intro =
    'Made from the types by `npm run docs`. A property without a default must be given. An environment may also say all that a site may say, and then takes its place.';
  return `${['# Configuration', '', intro, ...sections.flatMap((section) => ['', ...section])].join('\n')}\n`;
}

function interfaceNamed(program, name) {
  for (const file of program.getSourceFiles()) {
    const found = file.statements.find((node) => ts.isInterfaceDeclaration(node) && node.name.text === name);
    if (found !== undefined && file.fileName.includes('/lib/') && !file.isDeclarationFile) return found;
  }
  throw new Error(`there is no interface ${name}`);
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
  const type = declaration?.type?.getText() ?? 'unknown';
  const text = ts.displayPartsToString(property.getDocumentationComment(checker));
  const tag = property.getJsDocTags(checker).find(({ name }) => name === 'default');
  const given = tag === undefined ? '' : ts.displayPartsToString(tag.text).replace(/^- /, '');
  const isProse = tag !== undefined && ts.displayPartsToString(tag.text).startsWith('- ');
  const cells = [`\`${property.name}\``, `\`${type}\``, isProse || given === '' ? given : `\`${given}\``, text];
  return `| ${cells.map((cell) => cell.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}

module.exports = { configurationPage };

if (require.main === module) writeFileSync(join(__dirname, 'configuration.md'), configurationPage());
