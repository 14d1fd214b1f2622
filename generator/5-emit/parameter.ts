/** How the one parameter of a routing function is called. A rule that takes every name to one target reads none. */
export function parameterName(statements: string): string {
  // TypeScript refuses a parameter that is not read, unless its name says so.
  return readsName(statements) ? "name" : "_name";
}

function readsName(statements: string): boolean {
  const code = statements.replace(/"(?:[^"\\\n]|\\.)*"/g, '""').replace(/\/\/.*$/gm, "");
  return /\bname\b/.test(code);
}
