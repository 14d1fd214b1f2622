import type { JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn, objectIn } from "../../protocols/json/read.ts";
import { type Answer, eventAnswer, jsonAnswer } from "./answer.ts";
import { choicesOf, WRONG_CHOICES } from "./choices.ts";
import { refusal } from "./failure.ts";
import type { Stamp } from "./stamp.ts";
import { countWords, usageOf } from "./usage.ts";
import { cutText, wordsOf } from "./words.ts";

/** The API's own default. */
const DEFAULT_MAX_TOKENS = 16;

/** `POST /completions`, the legacy endpoint: repeats the prompt, or returns the config's reply. */
export function completion(body: JsonObject, reply: string | null, stamp: Stamp): Answer {
  const prompts = (Array.isArray(body.prompt) ? body.prompt : [body.prompt]).filter((text) => typeof text === "string");
  const asked = prompts.length > 0 ? prompts : [""];
  const stops = (Array.isArray(body.stop) ? body.stop : [body.stop]).filter((text) => typeof text === "string");
  const limit = integerIn(body.max_tokens) ?? DEFAULT_MAX_TOKENS;
  const repeats = choicesOf(body);
  if (repeats === null) return refusal(400, WRONG_CHOICES, "n", null);
  const cuts = asked.flatMap((prompt) => Array.from({ length: repeats }, () => cutText(reply ?? prompt, stops, limit)));

  const base = {
    id: `cmpl-mock-${stamp.number}`,
    object: "text_completion",
    created: stamp.created,
    model: body.model,
  };
  const usage = usageOf(countWords(asked), countWords(cuts.map((cut) => cut.text)));
  const choice = (index: number, text: string, finish: string | null) => ({
    text,
    index,
    logprobs: null,
    finish_reason: finish,
  });

  if (body.stream !== true) {
    return jsonAnswer(200, { ...base, choices: cuts.map((cut, index) => choice(index, cut.text, cut.finish)), usage });
  }
  const chunk = (index: number, text: string, finish: string | null) => ({
    ...base,
    choices: [choice(index, text, finish)],
  });
  const words = cuts.flatMap((cut, index) => wordsOf(cut.text).map((word) => [chunk(index, word, null)]));
  const ends = cuts.map((cut, index) => chunk(index, "", cut.finish));
  const includeUsage = objectIn(body.stream_options).include_usage === true;
  return eventAnswer([], words, includeUsage ? [...ends, { ...base, choices: [], usage }] : ends);
}
