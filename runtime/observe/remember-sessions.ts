import { targetName } from "../targets/attempt.ts";
import type { SessionTable } from "../targets/session/session-table.ts";
import type { Observer } from "./observer.ts";

/** Remembers which target answered a session. */
export function rememberSessions(sessions: SessionTable): Observer {
  return {
    ended({ session, model }, attempt, end) {
      if (session !== null && end.kind === "answered") sessions.remember(session, model, targetName(attempt));
    },
  };
}
