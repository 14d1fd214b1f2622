import type { Clock } from "../clock.ts";
import type { HeldAnswer } from "./held-answer.ts";
import { hiddenFailure } from "./hidden-failure.ts";
import type { Outcome } from "./outcome.ts";
import { refusalOf } from "./refusal.ts";

/** Why a complete answer should not be shown to the client while another target might answer; null if it is good. */
export function failureIn(answer: HeldAnswer, clock: Clock): Outcome | null {
  if (answer.status >= 300) return refusalOf(answer, clock);
  return answer.status === 204 ? null : hiddenFailure(answer.body, clock);
}
