/**
 * Which of a client's headers go to an upstream: those that are listed here, and those that the config names for a backend.
 * Everything else describes the client, its credentials or the proxies before the server.
 */
const USUAL: readonly string[] = [
  // About the content.
  "accept",
  "content-type",
  "content-language",
  "content-disposition",
  // The API's own, and those of its clients.
  "openai-beta",
  "idempotency-key",
  "x-client-request-id",
  "originator",
  "session_id",
  "session-id",
  "conversation_id",
  "thread-id",
  // Traces.
  "traceparent",
  "tracestate",
  "baggage",
];
const FAMILIES = /^x-(?:stainless|codex)-(?!.*(?:auth|api-key$))/;

/** Clients send few names, the same ones with each request. */
const MOST_REMEMBERED = 256;
const LONGEST_REMEMBERED = 64;

/** Whether the client's header of this name, in lower case, is forwarded. */
export type Forwards = (name: string) => boolean;

/**
 * @param own the endpoint's headers, alternating names and values, which replace the client's
 * @param more what the endpoint takes beyond the usual; null if nothing
 */
export function forwardedNames(own: readonly string[], more: Forwards | null): Forwards {
  const known = new Map(USUAL.map((name) => [name, true]));
  for (let i = 0; i < own.length; i += 2) known.set((own[i] ?? "").toLowerCase(), false);
  return (name) => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const forwarded = FAMILIES.test(name) || more?.(name) === true;
    if (known.size < MOST_REMEMBERED && name.length <= LONGEST_REMEMBERED) known.set(name, forwarded);
    return forwarded;
  };
}
