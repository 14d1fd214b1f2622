import type { Outcome } from "../routing/outcome.ts";
import { errorIn } from "../sse/event-error.ts";
import { kindOf } from "../sse/event-kind.ts";
import { eventsIn } from "../sse/event-reader.ts";

export interface Judgement {
  /** Whether there is output among the events, or the end of an answer. */
  readonly output: boolean;
  /** Why this attempt brings no answer; null where nothing speaks against it. */
  readonly failure: Outcome | null;
  /** The data of the error event, if that is why. */
  readonly said: string | null;
}

/** What whole events of a stream mean of which nothing has been sent yet. */
export function judge(whole: Buffer): Judgement {
  let output = false;
  for (const { event, data } of eventsIn(whole)) {
    switch (kindOf(data, event)) {
      case "malformed":
        return { output, failure: { kind: "invalid", reason: "malformed" }, said: null };
      case "error":
        return { output, failure: { kind: "status", ...errorIn(data), retryAfter: null }, said: data };
      case "output":
      case "end":
      case "done":
        output = true;
    }
  }
  return { output, failure: null, said: null };
}
