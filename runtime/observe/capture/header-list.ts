/** Reads headers given as alternating names and values. */

export function headerOf(headers: readonly string[], name: string): string | null {
  for (let i = 0; i + 1 < headers.length; i += 2) if (headers[i]?.toLowerCase() === name) return headers[i + 1] ?? null;
  return null;
}

/** The body length that the headers declare. */
export function declaredLength(headers: readonly string[]): number | null {
  const value = headerOf(headers, "content-length");
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
