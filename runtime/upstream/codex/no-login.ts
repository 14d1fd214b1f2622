import type { Refused } from "./login/account.ts";
import type { WholeAnswer } from "./whole-answer.ts";

/**
 * The answer in the upstream's place where there is no login to send a request with: in the API's own words, so that
 * failover, the log and the client treat it as one of the upstream's.
 */
export function noLoginAnswer({ kind, message }: Refused): WholeAnswer {
  const error =
    kind === "login_required"
      ? { message, type: "invalid_request_error", param: null, code: "codex_login_required" }
      : { message, type: "server_error", param: null, code: "codex_login_unavailable" };
  const body = Buffer.from(JSON.stringify({ error }));
  return { status: kind === "login_required" ? 401 : 503, headers: ["content-type", "application/json"], body };
}
