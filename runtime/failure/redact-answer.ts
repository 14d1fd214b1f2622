import type { HeldAnswer } from "./held-answer.ts";

export const MASK = "***";

/** Removes the key that was sent from an upstream's error: some upstreams quote an invalid key. */
export function redactAnswer(answer: HeldAnswer, secret: string | null): HeldAnswer {
  if (secret === null) return answer;
  const headers = answer.headers.some((text) => text.includes(secret))
    ? answer.headers.map((text) => text.replaceAll(secret, MASK))
    : answer.headers;
  if (!answer.body.includes(secret)) return headers === answer.headers ? answer : { ...answer, headers };
  return { ...answer, headers, body: Buffer.from(answer.body.toString("utf8").replaceAll(secret, MASK)) };
}
