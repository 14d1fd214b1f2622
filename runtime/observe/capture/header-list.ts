/** Looks into headers that are names and values in turn. */

export function headerOf(headers: readonly string[], name: string): string | null {
  for (let i = 0; i + 1 < headers.length; i += 2) if (headers[i]?.toLowerCase() === name) return headers[i + 1] ?? null;
  return null;
}

/** What a header says a body's length is. */
export function declaredLength(headers: readonly string[]): number | null {
  const value = headerOf(headers, "content-length");
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
