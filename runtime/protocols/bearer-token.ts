const SCHEME = "bearer ";

/** The token in the value of an Authorization header; null if there is none. */
export function bearerToken(value = ""): string | null {
  return value.slice(0, SCHEME.length).toLowerCase() === SCHEME ? value.slice(SCHEME.length).trim() : null;
}
