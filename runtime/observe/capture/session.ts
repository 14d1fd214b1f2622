import type { RequestContext } from "../../context.ts";

/**
 * The session, as routing has read it; routing does so only if a route depends on it, otherwise it is read from the headers.
 */
export function sessionOf({ session, req }: Pick<RequestContext, "session" | "req">): string | null {
  const header = req.headers["x-session-id"];
  return session ?? (typeof header === "string" && header !== "" ? header : null);
}
