import type { RequestContext } from "../../context.ts";

/** Who asks: as routing has read it, which it does only where a route needs it; else what the client's header says. */
export function sessionOf({ session, req }: Pick<RequestContext, "session" | "req">): string | null {
  const header = req.headers["x-session-id"];
  return session ?? (typeof header === "string" && header !== "" ? header : null);
}
