/** An upstream that keeps the responses which it makes, each for the key that asked for it, and answers for them as the API does. */
import { json, raw, type Step, sse } from "../../support/answers.ts";
import type { Answer, Received } from "../../support/upstream.ts";

type Json = Readonly<Record<string, unknown>>;

export interface Keeper {
  readonly answer: Answer;
  /** Ids of the responses that it made, the latest last. */
  readonly made: readonly string[];
}

export function keeper(name: string): Keeper {
  const kept = new Map<string, { readonly key: string; readonly response: Json }>();
  const made: string[] = [];

  const make = (request: Received): Json => {
    const id = `resp_${name}_${made.length + 1}`;
    const response = responseOf(id, request.fields, `${name} ${made.length + 1}`);
    made.push(id);
    kept.set(id, { key: keyOf(request), response });
    return response;
  };

  const posted: Answer = (request, response) => {
    const { previous_response_id: previous, stream } = request.fields;
    if (typeof previous === "string" && kept.get(previous)?.key !== keyOf(request)) {
      const message = `Previous response with id '${previous}' not found.`;
      return apiError(400, message, "previous_response_id", "previous_response_not_found")(request, response);
    }
    return (stream === true ? sse(streamOf(make(request))) : json(make(request)))(request, response);
  };

  return {
    made,
    answer(request, response) {
      const { pathname, searchParams } = new URL(request.url, "http://upstream");
      const [id, action] = pathname.split("/responses/")[1]?.split("/") ?? [];
      if (id === undefined) return posted(request, response);
      const found = kept.get(id);
      if (found === undefined || found.key !== keyOf(request)) {
        return apiError(404, `Response with id '${id}' not found.`, null, null)(request, response);
      }
      if (request.method === "DELETE") {
        kept.delete(id);
        return json({ id, object: "response", deleted: true })(request, response);
      }
      if (action === "cancel") return json({ ...found.response, status: "cancelled" })(request, response);
      if (action === "input_items") {
        return json({ object: "list", data: [], asked: [...searchParams] })(request, response);
      }
      const rest = searchParams.get("stream") === "true" ? streamOf(found.response) : null;
      return (rest === null ? json(found.response) : sse(rest.slice(1)))(request, response);
    },
  };
}

function keyOf({ headers }: Received): string {
  return String(headers.authorization);
}

function apiError(status: number, message: string, param: string | null, code: string | null): Answer {
  return json({ error: { message, type: "invalid_request_error", param, code } }, status);
}

export function responseOf(id: string, fields: Json, text: string): Json {
  return {
    id,
    object: "response",
    created_at: 1_700_000_000,
    status: "completed",
    error: null,
    incomplete_details: null,
    instructions: fields.instructions ?? null,
    model: fields.model,
    output: [messageItem(`msg_${id}`, text)],
    previous_response_id: fields.previous_response_id ?? null,
    store: fields.store ?? true,
    usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
  };
}

export function messageItem(id: string, text: string): Json {
  const content = [{ type: "output_text", text, annotations: [] }];
  return { id, type: "message", status: "completed", role: "assistant", content };
}

/** The events of a stream that tells this response. */
export function streamOf(response: Json): readonly Step[] {
  return eventsOf(response).map((event, index) =>
    raw(`event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: index })}\n\n`),
  );
}

export function eventsOf(response: Json): readonly Json[] {
  const [item] = response.output as readonly Json[];
  const open = { ...response, status: "in_progress", output: [] };
  return [
    { type: "response.created", response: open },
    { type: "response.in_progress", response: open },
    { type: "response.output_item.added", output_index: 0, item: { ...item, status: "in_progress", content: [] } },
    { type: "response.output_text.delta", item_id: item?.id, output_index: 0, content_index: 0, delta: "said" },
    { type: "response.output_item.done", output_index: 0, item },
    { type: `response.${response.status}`, response },
  ];
}
