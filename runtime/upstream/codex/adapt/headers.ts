import type { IncomingHttpHeaders } from "node:http";
import { headerText } from "../../../wire/headers.ts";

const BETA = "responses=experimental";
/** How the Codex CLI identifies itself. */
const ORIGINATOR = "codex_cli_rs";
const LONGEST_ID = 256;

/**
 * The headers that the ChatGPT backend expects in addition to the login. `session_id` and `conversation_id` are the client's
 * own, or else derived from its session; without a session none is invented. The backend knows a version of the CLI by
 * `user-agent` and `version`.
 * @param own names of headers that the config sets itself
 * @param whole whether the answer comes in one piece
 */
export function codexHeaders(
  client: IncomingHttpHeaders,
  session: string | null,
  own: ReadonlySet<string>,
  whole: boolean,
): readonly string[] {
  const known =
    headerValue(client.session_id) ??
    headerValue(client["session-id"]) ??
    headerValue(client.conversation_id) ??
    session;
  const id = known === null || known === "" ? null : headerText(known.slice(0, LONGEST_ID));
  const wanted: readonly (readonly [string, string | null])[] = [
    ["accept", whole ? "application/json" : "text/event-stream"],
    ["openai-beta", betaOf(headerValue(client["openai-beta"]))],
    ["originator", headerValue(client.originator) ?? ORIGINATOR],
    ["user-agent", agentOf(headerValue(client["user-agent"]))],
    ["version", headerValue(client.version)],
    ["session_id", headerValue(client.session_id) ?? id],
    ["conversation_id", headerValue(client.conversation_id) ?? id],
  ];
  return wanted.flatMap(([name, value]) => (value === null || own.has(name) ? [] : [name, value]));
}

function betaOf(given: string | null): string {
  if (given === null) return BETA;
  return given.split(",").some((each) => each.trim() === BETA) ? given : `${given}, ${BETA}`;
}

/** A browser's would look like an attack to the firewall before the backend. */
function agentOf(given: string | null): string | null {
  return given === null || given.startsWith("Mozilla/") ? null : given;
}

function headerValue(value: string | readonly string[] | undefined): string | null {
  const text = typeof value === "object" ? value.join(", ") : value;
  return text === undefined || text === "" ? null : text;
}
