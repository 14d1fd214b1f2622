import type { Refused } from "./login/account.ts";
import type { WholeAnswer } from "./whole-answer.ts";

/**
 * The answer if there is no login to send a request with. It is in the API's format, so that failover, the log and the
 * client treat it like one of the upstream's.
 */
export function noLoginAnswer({ kind, message }: Refused): WholeAnswer {
  const error =
    kind === "login_required"
      ? { message, type: "invalid_request_error", param: null, code: "codex_login_required" }
      : { message, type: "server_error", param: null, code: "codex_login_unavailable" };
  const body = Buffer.from(JSON.stringify({ error }));
  return { status: kind === "login_required" ? 401 : 503, headers: ["content-type", "application/json"], body };
}
