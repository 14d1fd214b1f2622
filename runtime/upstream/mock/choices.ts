import type { JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn } from "../../protocols/json/read.ts";

/** OpenAI's own limit. Without one, a single request could ask for more than fits into memory. */
const MOST = 128;

/** How many choices `n` asks for; null if OpenAI would reject it. */
export function choicesOf(body: JsonObject): number | null {
  if (body.n === undefined || body.n === null) return 1;
  const asked = integerIn(body.n);
  return asked === null || asked < 1 || asked > MOST ? null : asked;
}

export const WRONG_CHOICES = `Invalid value for 'n': expected an integer from 1 to ${MOST}.`;
