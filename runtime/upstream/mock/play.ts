import type { Clock, Timer } from "../../clock.ts";
import { type UpstreamEvents, UpstreamFailure } from "../../wire/upstream.ts";
import type { Answer } from "./answer.ts";
import type { Schedule } from "./schedule.ts";

/** Sends an answer to a handler as a connection would: over time, and it can be paused and aborted at any point. */
export function play(
  answer: Pick<Answer, "status" | "headers">,
  schedule: Schedule,
  events: UpstreamEvents,
  clock: Clock,
  done: () => void,
): void {
  let timer: Timer | null = null;
  let index = 0;
  let ended = false;
  let paused = false;
  let waiting: (() => void) | null = null;

  function end(tell: () => void): void {
    if (ended) return;
    ended = true;
    timer?.cancel();
    done();
    tell();
  }

  function abort(reason: Error = new Error("The request was aborted")): void {
    end(() => events.onError(reason));
  }

  /** An exception in the handler only ends this request. */
  function guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      abort(error instanceof Error ? error : new Error(String(error)));
    }
  }

  function later(ms: number, act: () => void): void {
    timer = clock.setTimer(ms, () => {
      if (!ended) guarded(act);
    });
  }

  function resume(): void {
    if (!paused) return;
    paused = false;
    const act = waiting;
    waiting = null;
    if (!ended) act?.();
  }

  function next(): void {
    for (let step = schedule.steps[index]; !ended && step !== undefined; step = schedule.steps[index]) {
      const { after, text } = step;
      if (after > 0) {
        later(after, () => send(text));
        return;
      }
      if (!emit(text)) return;
    }
    finish();
  }

  function send(text: string): void {
    if (emit(text)) next();
  }

  /** false if the handler asked for a pause; `resume` then continues from here. */
  function emit(text: string): boolean {
    index++;
    return flows(() => events.onData(Buffer.from(text)));
  }

  function flows(tell: () => boolean): boolean {
    // Set first, because the handler may call resume before it returns.
    paused = true;
    waiting = null;
    if (tell()) paused = false;
    if (paused) waiting = () => guarded(next);
    return !paused;
  }

  function finish(): void {
    if (schedule.ending === "complete") end(() => events.onComplete());
    else if (schedule.ending === "cut") end(() => events.onError(otherSideClosed()));
  }

  guarded(() => events.onConnect(abort));
  if (ended) return;
  if (schedule.headersAfter === null) {
    later(0, finish);
    return;
  }
  later(schedule.headersAfter, () => {
    if (flows(() => events.onHeaders(answer.status, answer.headers, resume))) next();
  });
}

function otherSideClosed(): UpstreamFailure {
  return new UpstreamFailure("connection", "The connection ended before the answer did.");
}
