import type { IncomingHttpHeaders } from "node:http";
import { fieldOf } from "./field-of.ts";
import type { Body } from "./read-model.ts";

/** The body fields that may name a session, in order of precedence; all but `session_id` are the OpenAI API's own. */
const FIELDS = ["session_id", "prompt_cache_key", "user"] as const;

/** `session-id` and `session_id` are sent by versions of the Codex CLI. */
const HEADERS = ["x-session-id", "session-id", "session_id"] as const;

/** The id of the request's session, from a header or else from a body field; null if there is none. */
export function sessionIdOf(headers: IncomingHttpHeaders, body: Body): string | null {
  for (const name of HEADERS) {
    const header = headers[name];
    if (typeof header === "string" && header !== "") return header;
  }
  for (const field of FIELDS) {
    const value = fieldOf(body, field);
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
