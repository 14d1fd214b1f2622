import type { HeldAnswer } from "./answer.ts";

export const MASK = "***";

/** An upstream's error without the key that was sent to it: some repeat it to say that it is wrong. */
export function redactAnswer(answer: HeldAnswer, secret: string | null): HeldAnswer {
  if (secret === null || !answer.body.includes(secret)) return answer;
  return { ...answer, body: Buffer.from(answer.body.toString("utf8").replaceAll(secret, MASK)) };
}
