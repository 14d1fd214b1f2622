import type { Refused } from "./login/account.ts";
import type { SaidAnswer } from "./say.ts";

/**
 * What is answered in the upstream's place where there is no login to ask it with: as the API would say it, so that
 * failover, the log and the client take it for what it is.
 */
export function refusalOf({ kind, message }: Refused): SaidAnswer {
  const error =
    kind === "login_required"
      ? { message, type: "invalid_request_error", param: null, code: "codex_login_required" }
      : { message, type: "server_error", param: null, code: "codex_login_unavailable" };
  const body = Buffer.from(JSON.stringify({ error }));
  return { status: kind === "login_required" ? 401 : 503, headers: ["content-type", "application/json"], body };
}
