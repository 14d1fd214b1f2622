/**
 * A source file with all its mutants in it. Each is guarded by a call of `__mutant` with its number, so that the file is
 * compiled once; loops call `__step`, which ends those that a mutant makes endless.
 */
import { ts } from "ts-morph";

export interface Mutant {
  /** From 1. */
  readonly number: number;
  readonly line: number;
  /** The text of that line. */
  readonly at: string;
  readonly original: string;
  readonly mutated: string;
}

export interface Mutated {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

const SWAPPED: ReadonlyMap<string, string> = new Map([
  ["<", "<="],
  ["<=", "<"],
  [">", ">="],
  [">=", ">"],
  ["===", "!=="],
  ["!==", "==="],
  ["+", "-"],
  ["-", "+"],
  ["*", "/"],
  ["/", "*"],
  ["%", "*"],
  ["&&", "||"],
  ["||", "&&"],
  ["??", "&&"],
  ["+=", "-="],
  ["-=", "+="],
  ["&", "|"],
  ["|", "&"],
  ["<<", ">>"],
  [">>", "<<"],
  [">>>", "<<"],
]);

/** @param first the number of the file's first mutant */
export function mutate(text: string, first = 1): Mutated {
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.ESNext, true);
  const lines = text.split("\n");
  const mutants: Mutant[] = [];

  function add(node: ts.Node, mutated: string): number {
    const number = first + mutants.length;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    mutants.push({ number, line: line + 1, at: lines[line]?.trim() ?? "", original: node.getText(source), mutated });
    return number;
  }

  /** The node's text with whatever is mutable in it replaced. */
  function emit(node: ts.Node): string {
    if (isLeftAlone(node)) return node.getText(source);
    const inner = emitChildren(node);
    if (ts.isSourceFile(node)) return inner;
    if (isBody(node)) return `{ if (!__mutant(${add(node, "{}")})) ${inner} }`;
    if (isRemovable(node)) return `{ if (!__mutant(${add(node, ";")})) ${inner} }`;
    if (ts.isStatement(node) && isBodyOfLoop(node)) return `{ __step(); ${inner} }`;
    const parts = mutationsOf(node, source).map((mutated) => `__mutant(${add(node, mutated)}) ? ${mutated} : `);
    return parts.length === 0 ? inner : `(${parts.join("")}${inner})`;
  }

  function emitChildren(node: ts.Node): string {
    let out = "";
    let at = node.getStart(source);
    ts.forEachChild(node, (child) => {
      const start = child.getStart(source);
      if (start < at) return;
      out += text.slice(at, start) + emit(child);
      at = child.getEnd();
    });
    return out + text.slice(at, node.getEnd());
  }

  return { text: emit(source), mutants };
}

/** Types, and what an assignment takes apart. */
function isLeftAlone(node: ts.Node): boolean {
  const { parent } = node;
  const isPattern = ts.isArrayLiteralExpression(node) || ts.isObjectLiteralExpression(node);
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node) ||
    (isPattern && ts.isBinaryExpression(parent) && isAssignment(parent) && parent.left === node) ||
    (isPattern && ts.isForOfStatement(parent) && parent.initializer === node)
  );
}

function isBody(node: ts.Node): boolean {
  if (!ts.isBlock(node) || node.statements.length === 0) return false;
  return ts.isFunctionLike(node.parent) && !ts.isConstructorDeclaration(node.parent);
}

function isBodyOfLoop(node: ts.Statement): boolean {
  return ts.isIterationStatement(node.parent, false) && node.parent.statement === node;
}

/** A call or an assignment among others. Alone in a function it is the body. */
function isRemovable(node: ts.Node): boolean {
  if (!ts.isExpressionStatement(node)) return false;
  const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
  if (ts.isCallExpression(call) && call.expression.kind === ts.SyntaxKind.SuperKeyword) return false;
  const { parent } = node;
  return !(ts.isBlock(parent) && parent.statements.length === 1 && isBody(parent));
}

/** What stands in the place of an expression, in JavaScript. */
function mutationsOf(node: ts.Node, source: ts.SourceFile): readonly string[] {
  if (isCondition(node)) {
    const swapped = ts.isBinaryExpression(node) ? swap(node, source) : [];
    // An endless loop is not a mistake that tests should find.
    return ts.isIterationStatement(node.parent, false) ? ["false", ...swapped] : ["true", "false", ...swapped];
  }
  const { parent } = node;
  const isReturned = (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) && isExpression(node, parent);
  return isReturned ? returned(node, source) : inPlace(node, source);
}

function isExpression(node: ts.Node, parent: ts.ReturnStatement | ts.ArrowFunction): node is ts.Expression {
  return ts.isReturnStatement(parent) ? parent.expression === node : parent.body === node && !ts.isBlock(node);
}

/** Of what has no mutants of its own, the value is left out. */
function returned(node: ts.Expression, source: ts.SourceFile): readonly string[] {
  const others = inPlace(node, source);
  const isNothing = node.kind === ts.SyntaxKind.NullKeyword || node.getText(source) === "undefined";
  return others.length > 0 || isNothing || ts.isParenthesizedExpression(node) ? others : ["undefined"];
}

function inPlace(node: ts.Node, source: ts.SourceFile): readonly string[] {
  if (ts.isBinaryExpression(node)) return swap(node, source);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [node.operand.getText(source)];
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) return step(node, source);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return ["true"];
  if (ts.isStringLiteral(node) && isValue(node)) return [node.text === "" ? '"mutated"' : '""'];
  if (ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateExpression(node))
    return ts.isTaggedTemplateExpression(node.parent) ? [] : ['""'];
  if (ts.isNumericLiteral(node) && isValue(node)) return [Number(node.text) === 0 ? "1" : "0"];
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 ? ["[]"] : [];
  if (ts.isObjectLiteralExpression(node)) return node.properties.length > 0 ? ["({})"] : [];
  return isLink(node) && !isContinued(node)
    ? optionalLinks(node).map((link) => withoutQuestion(node, link, source))
    : [];
}

type Link = ts.PropertyAccessExpression | ts.CallExpression | ts.ElementAccessExpression;

function isLink(node: ts.Node): node is Link {
  return ts.isPropertyAccessExpression(node) || ts.isCallExpression(node) || ts.isElementAccessExpression(node);
}

/** Parentheses around a part of a chain would change what its `?.` skips. */
function isContinued(node: Link): boolean {
  return isLink(node.parent) && node.parent.expression === node;
}

function optionalLinks(node: Link): readonly Link[] {
  const before = isLink(node.expression) ? optionalLinks(node.expression) : [];
  return node.questionDotToken === undefined ? before : [...before, node];
}

function withoutQuestion(chain: Link, link: Link, source: ts.SourceFile): string {
  const [start, text, dot] = [chain.getStart(source), chain.getText(source), link.questionDotToken];
  if (dot === undefined) return text;
  const before = text.slice(0, dot.getStart(source) - start);
  return `${before}${ts.isPropertyAccessExpression(link) ? "." : ""}${text.slice(dot.getEnd() - start)}`;
}

function isAssignment(node: ts.BinaryExpression): boolean {
  return node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
}

function isCondition(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (parent === undefined) return false;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent)) return parent.expression === node;
  return (ts.isConditionalExpression(parent) || ts.isForStatement(parent)) && parent.condition === node;
}

function swap(node: ts.BinaryExpression, source: ts.SourceFile): readonly string[] {
  const operator = SWAPPED.get(node.operatorToken.getText(source));
  const [left, right] = [node.left.getText(source), node.right.getText(source)];
  // What is joined to a text would only become no number.
  if (operator === undefined || (operator === "-" && /["'`]/.test(left + right))) return [];
  return [/[-+]=$/.test(operator) ? `${left} ${operator} ${right}` : `(${left}) ${operator} (${right})`];
}

function step(node: ts.PostfixUnaryExpression | ts.PrefixUnaryExpression, source: ts.SourceFile): readonly string[] {
  const operand = node.operand.getText(source);
  const { PlusPlusToken, MinusMinusToken, MinusToken } = ts.SyntaxKind;
  if (node.operator === PlusPlusToken) return [ts.isPostfixUnaryExpression(node) ? `${operand}--` : `--${operand}`];
  if (node.operator === MinusMinusToken) return [ts.isPostfixUnaryExpression(node) ? `${operand}++` : `++${operand}`];
  return node.operator === MinusToken ? [`+${operand}`] : [];
}

/** Not a name, and not what a comparison compares with: to swap the operator is the sharper question. */
function isValue(node: ts.StringLiteral | ts.NumericLiteral): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent) || ts.isExpressionStatement(parent)) return false;
  if (ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent) || ts.isPropertyDeclaration(parent))
    return parent.name !== node;
  if (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword) return false;
  return !(ts.isBinaryExpression(parent) && /^[=!]==$|^[<>]=?$/.test(parent.operatorToken.getText()));
}
