import { join, relative } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..');
const LIB = join(ROOT, 'lib/');

/** A declaration of the package's own, and where it stands. */
interface Documented {
  readonly name: string;
  readonly symbol: ts.Symbol;
  readonly isOptional: boolean;
}

const program = ts.createProgram([join(LIB, 'index.ts')], {
  strict: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.Node16,
  skipLibCheck: true,
  noEmit: true,
  types: ['node'],
});
const checker = program.getTypeChecker();

/** Every symbol that index.ts exports, and every type of lib/ that a user meets from there. */
function reachable(): Set<ts.Symbol> {
  const index = program.getSourceFile(join(LIB, 'index.ts'));
  const module = index && checker.getSymbolAtLocation(index);
  if (module === undefined) throw new Error('lib/index.ts exports nothing');
  const seen = new Set<ts.Symbol>();
  const visit = (symbol: ts.Symbol | undefined): void => {
    if (symbol === undefined || seen.has(symbol)) return;
    const declarations = (symbol.declarations ?? []).filter(isOurs);
    if (declarations.length === 0) return;
    seen.add(symbol);
    for (const declaration of declarations) visitTypes(declaration);
  };
  const visitTypes = (node: ts.Node): void => {
    // What a function or method does inside, and what is private, no user meets.
    if (ts.isBlock(node) || isPrivate(node)) return;
    const name = ts.isTypeReferenceNode(node)
      ? node.typeName
      : ts.isExpressionWithTypeArguments(node)
        ? node.expression
        : undefined;
    if (name !== undefined) visit(original(checker.getSymbolAtLocation(name)));
    ts.forEachChild(node, visitTypes);
  };
  for (const symbol of checker.getExportsOfModule(module)) visit(original(symbol));
  return seen;
}

function isOurs(declaration: ts.Declaration): boolean {
  return declaration.getSourceFile().fileName.startsWith(LIB);
}

function isPrivate(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword)
  );
}

function original(symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

const symbols = [...reachable()];
const declared = (symbol: ts.Symbol) => (symbol.declarations ?? []).filter(isOurs);

/** The properties and methods of all interfaces, those of object types inside of them too. */
const members: Documented[] = symbols
  .flatMap(declared)
  .filter(ts.isInterfaceDeclaration)
  .flatMap(({ name, members: own }) =>
    own.flatMap((member): Documented[] => {
      const symbol = member.name && checker.getSymbolAtLocation(member.name);
      return symbol
        ? [{ name: `${name.text}.${symbol.name}`, symbol, isOptional: member.questionToken !== undefined }]
        : [];
    }),
  );

/** Classes and functions, and the functions that a factory such as `Database` is made of. */
const callables: Documented[] = symbols.flatMap((symbol) =>
  declared(symbol).flatMap((declaration): Documented[] => {
    if (ts.isClassDeclaration(declaration) || ts.isFunctionDeclaration(declaration))
      return [{ name: symbol.name, symbol, isOptional: false }];
    if (!ts.isVariableDeclaration(declaration)) return [];
    const type = checker.getTypeOfSymbol(symbol);
    return type
      .getProperties()
      .filter((property) => declared(property).length > 0)
      .map((property) => ({ name: `${symbol.name}.${property.name}`, symbol: property, isOptional: false }));
  }),
);

/** The public members of classes, but for constructors, which say their errors and no more. */
const classMembers: Documented[] = symbols
  .flatMap(declared)
  .filter(ts.isClassDeclaration)
  .flatMap((declaration) =>
    declaration.members
      .filter((member) => !isPrivate(member) && !hasHeritage(declaration, member))
      .flatMap((member): Documented[] => {
        const symbol = member.name && checker.getSymbolAtLocation(member.name);
        return symbol ? [{ name: `${declaration.name?.text}.${symbol.name}`, symbol, isOptional: false }] : [];
      }),
  );

/** A member that implements an interface's is documented there. */
function hasHeritage(declaration: ts.ClassDeclaration, member: ts.ClassElement): boolean {
  const name = member.name?.getText();
  return (declaration.heritageClauses ?? [])
    .flatMap(({ types }) => [...types])
    .some((type) => name !== undefined && checker.getTypeAtLocation(type).getProperty(name) !== undefined);
}

const commentOf = ({ symbol }: Documented) => ts.displayPartsToString(symbol.getDocumentationComment(checker));
const where = ({ name, symbol }: Documented) => {
  const [declaration] = declared(symbol);
  return `${name} (${declaration ? relative(ROOT, declaration.getSourceFile().fileName) : 'unknown'})`;
};

test('finds what the package exports', () => {
  const names = members.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['SiteProps.name', 'SiteSettings.replicas', 'Resources.cpu', 'Mount.path']),
  );
  expect(callables.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['DrupalWeb', 'defineSite', 'Database.mariadb', 'SecretSource.generated']),
  );
});

test('every property of an interface says what it is', () => {
  expect(members.filter((member) => commentOf(member) === '').map(where)).toStrictEqual([]);
});

test('every optional property says its default', () => {
  const silent = members.filter(
    ({ isOptional, symbol }) =>
      isOptional && !symbol.getJsDocTags(checker).some(({ name, text }) => name === 'default' && text),
  );
  expect(silent.map(where)).toStrictEqual([]);
});

test('no necessary property has a default', () => {
  const odd = members.filter(({ isOptional, symbol }) => {
    const own = declared(symbol).flatMap((declaration) => [...ts.getJSDocTags(declaration)]); // not what it inherits
    return !isOptional && own.some(({ tagName }) => tagName.text === 'default');
  });
  expect(odd.map(where)).toStrictEqual([]);
});

test('every class, function and factory says what it is', () => {
  expect(callables.filter((callable) => commentOf(callable) === '').map(where)).toStrictEqual([]);
});

test('every public member of a class says what it is', () => {
  expect(classMembers.filter((member) => commentOf(member) === '').map(where)).toStrictEqual([]);
});

test('every interface and type says what it is; the properties of a construct, what each of them is', () => {
  const types = symbols
    .filter((symbol) =>
      declared(symbol).some((node) => ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)),
    )
    .filter(({ name }) => !name.endsWith('Props'))
    .map((symbol) => ({ name: symbol.name, symbol, isOptional: false }));
  expect(types.filter((type) => commentOf(type) === '').map(where)).toStrictEqual([]);
});

test('every type that a user meets can be imported', () => {
  const index = program.getSourceFile(join(LIB, 'index.ts'));
  const module = index && checker.getSymbolAtLocation(index);
  const exported = new Set(module && checker.getExportsOfModule(module).map(original));
  const inner = symbols
    .filter((symbol) => !exported.has(symbol))
    .map((symbol) => ({ name: symbol.name, symbol, isOptional: false }));
  expect(inner.map(where)).toStrictEqual([]);
});
