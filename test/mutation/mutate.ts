/** A source file with all its mutants in it: each stands behind a question for its number, so that it is compiled once. */
import { ts } from "ts-morph";

export interface Mutant {
  /** From 1. */
  readonly number: number;
  readonly line: number;
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
  const mutants: Mutant[] = [];

  function add(node: ts.Node, mutated: string): number {
    const number = first + mutants.length;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    mutants.push({ number, line: line + 1, original: node.getText(source), mutated });
    return number;
  }

  /** The node's text with whatever is mutable in it replaced. */
  function emit(node: ts.Node): string {
    if (isOnlyTypes(node)) return node.getText(source);
    const inner = emitChildren(node);
    const parts = mutationsOf(node, source).map(
      (mutated) => `globalThis.__mutant === ${add(node, mutated)} ? ${mutated} : `,
    );
    const expression = parts.length === 0 ? inner : `(${parts.join("")}${inner})`;
    if (
      ts.isBlock(node) &&
      node.statements.length > 0 &&
      ts.isFunctionLike(node.parent) &&
      !ts.isConstructorDeclaration(node.parent)
    ) {
      return `{ if (globalThis.__mutant !== ${add(node, "{}")}) ${inner} }`;
    }
    if (ts.isStatement(node) && ts.isIterationStatement(node.parent, false) && node.parent.statement === node) {
      return `{ globalThis.__step(); ${inner} }`;
    }
    return expression;
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

function isOnlyTypes(node: ts.Node): boolean {
  return (
    ts.isImportDeclaration(node) ||
    ts.isExportDeclaration(node) ||
    ts.isTypeNode(node) ||
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isTypeParameterDeclaration(node)
  );
}

/** What stands in the place of an expression, in JavaScript. */
function mutationsOf(node: ts.Node, source: ts.SourceFile): readonly string[] {
  if (isCondition(node)) {
    const swapped = ts.isBinaryExpression(node) ? swap(node, source) : [];
    return ["true", "false", ...swapped];
  }
  if (ts.isBinaryExpression(node)) return swap(node, source);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return [node.operand.getText(source)];
  if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) return step(node, source);
  if (node.kind === ts.SyntaxKind.TrueKeyword && !ts.isLiteralTypeNode(node.parent)) return ["false"];
  if (node.kind === ts.SyntaxKind.FalseKeyword && !ts.isLiteralTypeNode(node.parent)) return ["true"];
  if (ts.isStringLiteral(node) && isValue(node)) return [node.text === "" ? '"mutated"' : '""'];
  return [];
}

function isCondition(node: ts.Node): node is ts.Expression {
  const { parent } = node;
  if (parent === undefined) return false;
  if (ts.isIfStatement(parent)) return parent.expression === node;
  return ts.isConditionalExpression(parent) && parent.condition === node;
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

function isValue(node: ts.StringLiteral): boolean {
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isCaseClause(parent)) return false;
  return !((ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent)) && parent.name === node);
}
