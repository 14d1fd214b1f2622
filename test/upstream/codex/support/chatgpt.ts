/** A stand-in for chatgpt.com and auth.openai.com: it accepts the tokens that it has issued; a refresh token works once. */
import { json, raw, sse } from "../../../support/answers.ts";
import { type Answer, type Received, type ScriptedUpstream, startUpstream } from "../../../support/upstream.ts";
import { jwt } from "./login-file.ts";

export const RESPONSES = "/backend-api/codex/responses";
export const TOKENS = "/oauth/token";

export interface ChatGpt {
  readonly upstream: ScriptedUpstream;
  readonly origin: string;
  readonly refreshUrl: string;
  /** Access tokens that it accepts. */
  readonly accepted: Set<string>;
  /** Refresh tokens that it accepts once. */
  readonly refreshable: Set<string>;
  /** All tokens that it has issued or received. */
  readonly seen: Set<string>;
  asked(): readonly Received[];
  refreshes(): readonly Received[];
  close(): Promise<void>;
}

export async function startChatGpt(): Promise<ChatGpt> {
  const upstream = await startUpstream();
  const accepted = new Set<string>();
  const refreshable = new Set<string>();
  const seen = new Set<string>();
  upstream.always(RESPONSES, (request, response) => {
    const token = bearerOf(request);
    seen.add(token);
    return (accepted.has(token) ? streamed("hello") : unauthorized)(request, response);
  });
  upstream.always(TOKENS, (request, response) => {
    const refreshToken = String(request.fields.refresh_token);
    seen.add(refreshToken);
    if (!refreshable.delete(refreshToken)) return reused(request, response);
    const fresh = { id_token: jwt(), access_token: jwt(), refresh_token: `${refreshToken}+` };
    for (const token of Object.values(fresh)) seen.add(token);
    accepted.add(fresh.access_token);
    refreshable.add(fresh.refresh_token);
    return json(fresh)(request, response);
  });
  const of = (path: string) => upstream.received.filter(({ url }) => url === path);
  return {
    upstream,
    origin: upstream.url,
    refreshUrl: upstream.url + TOKENS,
    accepted,
    refreshable,
    seen,
    asked: () => of(RESPONSES),
    refreshes: () => of(TOKENS),
    close: () => upstream.close(),
  };
}

export function bearerOf({ headers }: Received): string {
  return (headers.authorization ?? "").replace(/^Bearer /, "");
}

/** Its error for a token contains the token. The real server's does not, but those of others do. */
export const unauthorized: Answer = (request, response) =>
  json(
    { error: { message: `Not accepted: ${bearerOf(request)}`, type: "invalid_request_error", code: "token_expired" } },
    401,
  )(request, response);

export const reused: Answer = (request, response) =>
  json({ error: { message: `Used: ${String(request.fields.refresh_token)}`, code: "refresh_token_reused" } }, 401)(
    request,
    response,
  );

/** A whole Responses stream that says one text. */
export function streamed(text: string): Answer {
  const item = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    status: "completed",
    content: [{ type: "output_text", text, annotations: [], logprobs: [] }],
  };
  const response = {
    id: "resp_1",
    object: "response",
    created_at: 1,
    model: "gpt-5-codex",
    status: "in_progress",
    output: [],
  };
  const usage = {
    input_tokens: 1,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 2,
  };
  const at = { output_index: 0, item_id: item.id, content_index: 0 };
  const part = { type: "output_text", text: "", annotations: [], logprobs: [] };
  const events = [
    { type: "response.created", response },
    { type: "response.in_progress", response },
    { type: "response.output_item.added", output_index: 0, item: { ...item, status: "in_progress", content: [] } },
    { type: "response.content_part.added", ...at, part },
    { type: "response.output_text.delta", ...at, delta: text, logprobs: [] },
    { type: "response.output_text.done", ...at, text, logprobs: [] },
    { type: "response.content_part.done", ...at, part: item.content[0] },
    { type: "response.output_item.done", output_index: 0, item },
    { type: "response.completed", response: { ...response, status: "completed", output: [item], usage } },
  ];
  return sse(
    events.map((event, index) =>
      raw(`event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: index })}\n\n`),
    ),
  );
}
