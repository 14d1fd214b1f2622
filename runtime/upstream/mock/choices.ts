import { integerOf, type JsonObject } from "./json.ts";

/** OpenAI's own bound. Without one, a single request could ask for more than the process has memory for. */
const MOST = 128;

/** How many choices `n` asks for; null where OpenAI would refuse. */
export function choicesOf(body: JsonObject): number | null {
  if (body.n === undefined || body.n === null) return 1;
  const asked = integerOf(body.n);
  return asked === null || asked < 1 || asked > MOST ? null : asked;
}

export const WRONG_CHOICES = `Invalid value for 'n': expected an integer from 1 to ${MOST}.`;
