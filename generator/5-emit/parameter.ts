/** The name of the one parameter of a routing function. A rule that sends every name to one target does not read it. */
export function parameterName(statements: string): string {
  // TypeScript rejects an unused parameter, unless its name starts with an underscore.
  return readsName(statements) ? "name" : "_name";
}

function readsName(statements: string): boolean {
  const code = statements.replace(/"(?:[^"\\\n]|\\.)*"/g, '""').replace(/\/\/.*$/gm, "");
  return /\bname\b/.test(code);
}
