import { fieldsIn } from "../body/fields-in.ts";
import type { Body } from "../body/read-model.ts";
import type { RequestContext } from "../context.ts";
import type { Observer } from "../observe/observer.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import type { Attempt } from "../targets/attempt.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { AnswerWatch } from "./answer-watch.ts";
import { inputItems, withIds } from "./items.ts";
import type { Keepers } from "./keepers.ts";
import type { Recall } from "./recall.ts";
import { inputOf } from "./replay.ts";

export interface RecallTools {
  readonly recall: Recall;
  /** null if no target stores the responses that it creates. */
  readonly keepers: Keepers | null;
  /** Random letters and digits, different with each call and impossible to guess. */
  readonly newId: () => string;
}

/** An answer of the Responses API. */
interface Watched extends RecallTools {
  readonly context: RequestContext;
  readonly attempt: Attempt;
  /** The client's body. */
  readonly body: Body;
}

/** Remembers what is needed to continue the answers of the Responses API. */
export function recallAnswers({ recall, keepers, newId }: RecallTools): Observer {
  return {
    watchAnswer: (context, attempt, body, events) =>
      context.frontend.protocol === "responses"
        ? watchAnswer({ recall, keepers, newId, context, attempt, body }, events)
        : events,
  };
}

/** Returns the handler that an attempt's answer passes through. */
function watchAnswer(input: Watched, events: UpstreamEvents): UpstreamEvents {
  const { recall, keepers, context, attempt, body } = input;
  const { endpoint } = attempt;
  const previous = context.replay?.previous ?? null;
  const kept = endpoint.keepsResponses;
  const next = kept && keepers !== null ? keepers.watch(events, (id) => recall.keptBy(id, endpoint)) : events;
  // It has already been parsed for the upstream.
  const keep = kept || fieldsIn(body)?.store === false ? null : (response: JsonObject) => store(input, response);
  return keep === null && previous === null ? next : new AnswerWatch(next, { keep, previous });
}

/** Responses that failed or were cancelled cannot be continued. */
function store({ recall, context, attempt, body, newId }: Watched, response: JsonObject): void {
  if (response.status !== "completed" && response.status !== "incomplete") return;
  const from = attempt.endpoint.instance.name;
  const input =
    context.replay === null
      ? withIds(inputItems(fieldsIn(body)?.input), newId)
      : withIds(inputOf(context.replay), newId);
  recall.store({ from, response, input }, body.long);
}
