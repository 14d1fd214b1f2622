/**
 * The providers that the clients reach through Turnout, on one real socket: OpenAI (`/v1`), a server that is only
 * compatible (`/compat/v1`: no Responses API, no custom tools), and ChatGPT (`/backend-api/codex`).
 */
import { type Asked, askedBy } from "../../support/openai-upstream/asked.ts";
import { checkChat } from "../../support/openai-upstream/chat-rules.ts";
import { ApiFault, invalid } from "../../support/openai-upstream/fault.ts";
import { faultReply, replyOf } from "../../support/openai-upstream/play.ts";
import { checkResponses } from "../../support/openai-upstream/responses-rules.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import type { Scenario } from "../../support/openai-upstream/scenario.ts";
import { scenarios } from "../../support/openai-upstream/scenarios.ts";
import { created } from "../../support/openai-upstream/stamp.ts";
import { type Received, type ScriptedUpstream, startUpstream } from "../../support/upstream.ts";
import { agent } from "./agent.ts";
import { inKnownFields } from "./known-fields.ts";
import { ACCOUNT, accessToken } from "./login.ts";

export const UPSTREAM_KEY = "sk-upstream";

export type Place = "openai" | "compatible" | "chatgpt";

/** Models are scenarios by their names; names that no scenario has are agents. */
export async function startProvider(): Promise<ScriptedUpstream> {
  const upstream = await startUpstream();
  let count = 0;
  upstream.always("/", (request, response) => {
    count += 1;
    try {
      const { place, protocol } = doorOf(request);
      authorize(place, request);
      const fields = protocol === "responses" ? inKnownFields(request.fields) : request.fields;
      if (protocol === "chat") checkChat(fields, place === "openai");
      else checkResponses(fields);
      if (place === "chatgpt") checkChatGpt(fields);
      const asked = askedBy(protocol, fields);
      const answer = modelOf(asked)(asked);
      const stamp = { number: count, model: asked.model, created };
      return replyOf({ asked, answer, stamp, pace: null })(request, response);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      return faultReply(error)(request, response);
    }
  });
  return upstream;
}

/** Agents ask again after every call, so models that do nothing but call tools say at the end what came of it. */
function modelOf({ model, results }: Asked): Scenario {
  const scenario = scenarios[model] ?? agent;
  return scenario !== agent && results.length > 0 ? (scenarios.parallel ?? agent) : scenario;
}

function doorOf({ method, url }: Received): { readonly place: Place; readonly protocol: "chat" | "responses" } {
  switch (`${method} ${url}`) {
    case "POST /v1/chat/completions":
      return { place: "openai", protocol: "chat" };
    case "POST /v1/responses":
      return { place: "openai", protocol: "responses" };
    case "POST /compat/v1/chat/completions":
      return { place: "compatible", protocol: "chat" };
    case "POST /backend-api/codex/responses":
      return { place: "chatgpt", protocol: "responses" };
    default:
      throw new ApiFault(404, {
        message: `no ${method} ${url}`,
        type: "invalid_request_error",
        param: null,
        code: null,
      });
  }
}

function authorize(place: Place, { headers }: Received): void {
  const known =
    place === "chatgpt"
      ? headers.authorization === `Bearer ${accessToken}` && headers["chatgpt-account-id"] === ACCOUNT
      : headers.authorization === `Bearer ${UPSTREAM_KEY}` && headers["chatgpt-account-id"] === undefined;
  if (!known)
    throw new ApiFault(401, { message: "Who are you?", type: "invalid_request_error", param: null, code: null });
}

/** What only the ChatGPT endpoint insists on, in its words. */
function checkChatGpt(fields: Json): void {
  if (fields.store !== false) throw invalid("Store must be set to false", "store");
  if (fields.stream !== true) throw invalid("Stream must be set to true", "stream");
  if (typeof fields.instructions !== "string" || fields.instructions.trim() === "")
    throw invalid("Instructions are required", "instructions");
  for (const name of ["temperature", "top_p", "max_output_tokens"])
    if (fields[name] != null) throw invalid(`Unsupported parameter: ${name}`, name);
}
