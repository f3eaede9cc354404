import { assert } from 'chai';
import { ts } from '@ts-morph/common';
import { checker, entries, exportsOf, sources } from './publicApi.ts';

/** What each entry point exports, as it is declared. */
const publicSymbols = new Map<string, ts.Symbol>();
for (const symbol of entries.flatMap(exportsOf)) {
  const declared = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  if (isOurs(declared)) publicSymbols.set(symbol.name, declared);
}

function isOurs(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((declaration) => sources.includes(declaration.getSourceFile())) ?? false;
}

/** Members that a user can name: of interfaces, of classes, and of the objects in the types of a union. */
function membersOf(symbol: ts.Symbol): readonly ts.Symbol[] {
  const declarations = symbol.declarations ?? [];
  const nodes = declarations.flatMap((declaration): readonly ts.Node[] => {
    if (ts.isInterfaceDeclaration(declaration) || ts.isClassDeclaration(declaration)) return [...declaration.members];
    if (!ts.isTypeAliasDeclaration(declaration)) return [];
    const literals: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      // What stands in one line is told where its type is.
      if (ts.isTypeLiteralNode(node) && node.getText().includes('\n')) literals.push(...node.members);
      else if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) node.types.forEach(visit);
    };
    visit(declaration.type);
    return literals;
  });
  return nodes.flatMap((node) => {
    const member = node as ts.ClassElement;
    if (ts.isConstructorDeclaration(node) || member.name === undefined || ts.isPrivateIdentifier(member.name))
      return [];
    if (ts.isComputedPropertyName(member.name)) return [];
    const hidden = ts.getCombinedModifierFlags(member) & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected);
    const found = checker.getSymbolAtLocation(member.name);
    return hidden || found === undefined ? [] : [found];
  });
}

const wordsOf = (symbol: ts.Symbol): string => ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim();

/** Is it said elsewhere: in the type or the class that it overrides? */
const isInherited = (member: ts.Symbol): boolean =>
  member.declarations?.some(
    (declaration) =>
      (ts.getCombinedModifierFlags(declaration) & ts.ModifierFlags.Override) !== 0 ||
      member.name === 'type' ||
      member.name === '_tag',
  ) ?? false;

/** What a caller writes, and may leave out in part. */
const IS_INPUT = /Options$|Config$|Definition$|^ChatRequest$|^Tool$/;
const isLiteral = ({ kind }: ts.Expression): boolean =>
  [
    ts.SyntaxKind.StringLiteral,
    ts.SyntaxKind.NumericLiteral,
    ts.SyntaxKind.TrueKeyword,
    ts.SyntaxKind.FalseKeyword,
  ].includes(kind);

/** Each member of what a caller writes that a function of ours gives a default where it takes that apart. */
function defaultsInCode(): readonly (readonly [owner: string, member: ts.Symbol, value: string])[] {
  const found: (readonly [string, ts.Symbol, string])[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBindingElement(node) && node.initializer && isLiteral(node.initializer)) {
      const type = checker.getTypeAtLocation(node.parent);
      const name = (node.propertyName ?? node.name).getText();
      const owner = type.aliasSymbol ?? type.symbol;
      const member = checker.getPropertyOfType(type, name);
      if (member && owner && IS_INPUT.test(owner.name) && publicSymbols.get(owner.name) === owner) {
        found.push([owner.name, member, node.initializer.getText()]);
      }
    }
    ts.forEachChild(node, visit);
  };
  for (const source of sources) visit(source);
  return found;
}

describe('the documentation of public names', () => {
  it('is checked for every entry point', () => {
    assert.isAtLeast(publicSymbols.size, 150);
    assert.includeMembers(
      [...publicSymbols.keys()],
      ['openAICompatible', 'runTools', 'toResponse', 'redisLog', 'startServer'],
    );
  });

  it('exists for each name', () => {
    const silent = [...publicSymbols].filter(([, symbol]) => wordsOf(symbol) === '').map(([name]) => name);
    assert.deepEqual(silent, []);
  });

  it('exists for each member', () => {
    const silent = [...publicSymbols].flatMap(([name, symbol]) =>
      membersOf(symbol)
        .filter((member) => wordsOf(member) === '' && !isInherited(member))
        .map((member) => `${name}.${member.name}`),
    );
    assert.deepEqual(silent, []);
  });

  it('has a @default tag for each default in the code', () => {
    const unsaid = defaultsInCode()
      .filter(([, member]) => !member.getJsDocTags(checker).some(({ name }) => name === 'default'))
      .map(([owner, member, value]) => `${owner}.${member.name} = ${value}`);
    assert.deepEqual([...new Set(unsaid)], []);
  });

  it('has an example for each function', () => {
    const without = [...publicSymbols].filter(([, symbol]) => {
      const isFunction = symbol.declarations?.some((declaration) => ts.isFunctionDeclaration(declaration));
      return isFunction && !symbol.getJsDocTags(checker).some(({ name }) => name === 'example');
    });
    assert.deepEqual(
      without.map(([name]) => name),
      [],
    );
  });
});
