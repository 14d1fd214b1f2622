import { fieldsIn } from "../body/fields-in.ts";
import type { JsonObject } from "../protocols/sse/json-object.ts";
import type { WatchedAnswer } from "../request/exchange.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { inputItems, withId } from "./items.ts";
import { OriginWatch } from "./origin-watch.ts";
import type { Recall } from "./recall.ts";
import { inputOf } from "./replay.ts";

export interface WatchAnswerInput extends WatchedAnswer {
  readonly recall: Recall;
  readonly newId: () => string;
}

/** Remembers of an attempt's answer what is needed to go on from it; returns what the answer must pass through. */
export function watchAnswer(input: WatchAnswerInput): UpstreamEvents {
  const { recall, context, attempt, body, events } = input;
  const { endpoint } = attempt;
  const previous = context.replay?.previous ?? null;
  const kept = endpoint.keepsResponses;
  const next = kept ? new OriginWatch(events, (id) => recall.keptBy(id, endpoint)) : events;
  // It has been parsed for the upstream.
  const keep = kept || fieldsIn(body)?.store === false ? null : (response: JsonObject) => store(input, response);
  return keep === null && previous === null ? next : new AnswerWatch(next, { keep, previous });
}

/** What failed, or was cancelled, is nothing to go on from. */
function store({ recall, context, attempt, body, newId }: WatchAnswerInput, response: JsonObject): void {
  if (response.status !== "completed" && response.status !== "incomplete") return;
  const from = attempt.endpoint.instance.name;
  const input =
    context.replay === null
      ? inputItems(fieldsIn(body)?.input).map((item) => withId(item, newId))
      : inputOf(context.replay, newId);
  try {
    recall.store({ from, response, input });
  } catch {
    // It nests deeper than the engine writes: then it is not kept.
  }
}
