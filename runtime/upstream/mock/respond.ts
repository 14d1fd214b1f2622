import { type JsonObject, parseObject } from "../../protocols/json/json-object.ts";
import { isStream, type Payload, type UpstreamRequest } from "../../wire/upstream.ts";
import type { Answer } from "./answer.ts";
import { chatCompletion } from "./chat.ts";
import { completion } from "./completions.ts";
import { embeddings } from "./embeddings.ts";
import { missing, refusal } from "./failure.ts";
import { moderation } from "./moderations.ts";
import type { Stamp } from "./stamp.ts";

type Endpoint = (body: JsonObject, reply: string | null, stamp: Stamp) => Answer;

const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ["/v1/chat/completions", chatCompletion],
  ["/v1/completions", completion],
  ["/v1/embeddings", embeddings],
  ["/v1/moderations", (body, _reply, stamp) => moderation(body, stamp)],
]);

/** The answer of an OpenAI server without faults. */
export function respond(request: UpstreamRequest, reply: string | null, stamp: Stamp): Answer {
  const path = request.path.split("?", 1)[0] ?? "";
  const endpoint = request.method === "POST" ? ENDPOINTS.get(path) : undefined;
  if (endpoint === undefined) {
    return refusal(404, `Invalid URL (${request.method} ${path})`, null, null);
  }
  const body = isStream(request.body) ? null : parse(request.body);
  if (body === null) return refusal(400, "We could not parse the JSON body of your request.", null, null);
  if (typeof body.model !== "string" && path !== "/v1/moderations") return missing("model");
  return endpoint(body, reply, stamp);
}

function parse(payload: Payload | null): JsonObject | null {
  return parseObject(Buffer.concat(payload?.pieces ?? []).toString("utf8"));
}
