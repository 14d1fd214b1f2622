import { fieldOf } from "../body/field-of.ts";
import type { Body } from "../body/read-model.ts";
import type { Clock } from "../clock.ts";
import { hiddenFailure } from "../failure/hidden-failure.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import { isObject, parseJson, parseObject } from "../protocols/json/json-object.ts";
import { answerFormOf } from "../protocols/registry/answer-forms.ts";
import { UNFOLDS } from "../protocols/registry/unfolds.ts";
import { startOf } from "../protocols/sse/start-of.ts";

/** What only upstreams on the wire answer. An artifact whose backends are all mocks has none of it. */
export interface WireAnswers {
  /** What is wrong with a complete answer whose status is a success; null if it is good. */
  readonly failureIn: (body: Buffer, frontend: Frontend, clock: Clock) => Outcome | null;
  /** What a body is, whatever its content type. */
  readonly startOf: typeof startOf;
  /** Whether this is an answer in one piece. */
  readonly isWhole: (bytes: Buffer) => boolean;
  /** Makes a stream of an answer in one piece, for a client that asked for one with `body`; null if there is none. */
  readonly unfold: (frontend: Frontend, answer: Buffer, body: Body) => Buffer | null;
}

export const wireAnswers: WireAnswers = { failureIn, startOf, isWhole, unfold };

function failureIn(body: Buffer, frontend: Frontend, clock: Clock): Outcome | null {
  return hiddenFailure({ body, form: answerFormOf(frontend), clock });
}

function isWhole(bytes: Buffer): boolean {
  const text = bytes.toString("utf8").trimStart();
  return (text.startsWith("{") || text.startsWith("[")) && parseJson(text) !== undefined;
}

function unfold({ fold: name }: Frontend, bytes: Buffer, body: Body): Buffer | null {
  const answer = name === null ? null : parseObject(bytes.toString("utf8").replace("\ufeff", ""));
  if (name === null || answer === null) return null;
  const options = fieldOf(body, "stream_options");
  const text = UNFOLDS[name]({ answer, usage: isObject(options) && options.include_usage === true });
  return text === null ? null : Buffer.from(text);
}
