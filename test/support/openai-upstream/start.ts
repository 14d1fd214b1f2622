/**
 * A provider on a real socket that speaks both protocols as the API documents them, takes nothing that the API would
 * not take, and answers as the model's name says. Below `/compat/` it is a server that is only compatible: it has no
 * `/responses` and knows no custom tools.
 */
import { type Received, type ScriptedUpstream, startUpstream } from "../upstream.ts";
import { askedBy } from "./asked.ts";
import { checkChat } from "./chat-rules.ts";
import { ApiFault, invalid } from "./fault.ts";
import { faultReply, replyOf } from "./play.ts";
import { checkResponses } from "./responses-rules.ts";
import { isObject, type Json } from "./rules.ts";
import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios.ts";
import { created, snapshotOf } from "./stamp.ts";

export interface OpenAiUpstream {
  /** `http://127.0.0.1:PORT`; base URLs are this with `/v1` or `/compat/v1`. */
  readonly url: string;
  readonly received: readonly Received[];
  /** The next request that no one took yet. */
  next(): Promise<Received>;
  /** The next request is answered so, whatever its model is called. */
  play(scenario: Scenario): void;
  /** The events of the streams to come wait for this, one by one, each told its place; until `reset`. */
  pace(wait: (index: number) => Promise<unknown>): void;
  /** Forgets what was to be played, and requests that no one took. */
  reset(): void;
  close(): Promise<void>;
}

export async function startOpenAi(): Promise<OpenAiUpstream> {
  const upstream: ScriptedUpstream = await startUpstream();
  const script: Scenario[] = [];
  let paced: ((index: number) => Promise<unknown>) | null = null;
  let count = 0;

  upstream.always("/", (request, response) => {
    count += 1;
    try {
      const { protocol, fields } = understood(request);
      const asked = askedBy(protocol, fields);
      const scenario = script.shift() ?? scenarios[asked.model];
      if (scenario === undefined)
        throw new ApiFault(404, {
          message: `The model '${asked.model}' does not exist or you do not have access to it.`,
          type: "invalid_request_error",
          param: null,
          code: "model_not_found",
        });
      const stamp = { number: count, model: snapshotOf(asked.model), created };
      return replyOf({ asked, answer: scenario(asked), stamp, pace: paced })(request, response);
    } catch (error) {
      if (!(error instanceof ApiFault)) throw error;
      return faultReply(error)(request, response);
    }
  });

  return {
    url: upstream.url,
    received: upstream.received,
    next: () => upstream.next(),
    play: (scenario) => void script.push(scenario),
    pace(wait) {
      paced = wait;
    },
    reset() {
      script.length = 0;
      paced = null;
      upstream.reset();
    },
    close: () => upstream.close(),
  };
}

/** Which protocol a request speaks and what it says; fails with the API's error unless it is right. */
function understood({ method, url, headers, body }: Received): {
  readonly protocol: "chat" | "responses";
  readonly fields: Json;
} {
  const compatible = url.startsWith("/compat/");
  const path = url.replace(/^\/compat/, "").replace(/\?.*$/, "");
  const protocol =
    path === "/v1/chat/completions" ? "chat" : path === "/v1/responses" && !compatible ? "responses" : null;
  if (protocol === null || method !== "POST") throw invalidUrl(method, url);
  if (!headers.authorization?.startsWith("Bearer sk-"))
    throw new ApiFault(401, {
      message: "You didn't provide an API key.",
      type: "invalid_request_error",
      param: null,
      code: null,
    });
  const fields = parsed(body);
  if (protocol === "chat") checkChat(fields, !compatible);
  else checkResponses(fields);
  return { protocol, fields };
}

function parsed(body: Buffer): Json {
  try {
    const fields: unknown = JSON.parse(body.toString("utf8"));
    if (isObject(fields)) return fields;
  } catch {
    // Told below.
  }
  throw invalid("We could not parse the JSON body of your request.", null);
}

function invalidUrl(method: string, url: string): ApiFault {
  return new ApiFault(404, {
    message: `Invalid URL (${method} ${url})`,
    type: "invalid_request_error",
    param: null,
    code: null,
  });
}
