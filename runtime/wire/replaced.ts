/** `headers` (alternating names and values) without those that have a name of `own`, and then those. */
export function replaced(headers: readonly string[], own: readonly string[]): string[] {
  const all: string[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) {
    const name = headers[i] ?? "";
    if (!hasName(own, name)) all.push(name, headers[i + 1] ?? "");
  }
  all.push(...own);
  return all;
}

function hasName(headers: readonly string[], name: string): boolean {
  for (let i = 0; i < headers.length; i += 2) if (headers[i] === name) return true;
  return false;
}
