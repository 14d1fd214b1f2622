import type { UpstreamEvents } from "../../wire/upstream.ts";

/** An answer that is passed on in one piece. */
export interface WholeAnswer {
  readonly status: number;
  /** Alternating names (in lower case) and values. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/**
 * Sends a complete answer except its end, for which it calls back; pauses if the receiver asks for it.
 * @param isOver whether the request has been cancelled
 */
export function sendWhole(answer: WholeAnswer, events: UpstreamEvents, isOver: () => boolean, end: () => void): void {
  const steps = [
    () => events.onHeaders(answer.status, answer.headers, resume),
    () => answer.body.length === 0 || events.onData(answer.body),
  ];
  let paused = false;
  let running = false;

  function resume(): void {
    paused = false;
    if (!running) run();
  }

  function run(): void {
    running = true;
    while (!paused && !isOver()) {
      const step = steps.shift();
      if (step === undefined) {
        end();
        break;
      }
      // Set first, because the receiver may resume before it returns.
      paused = true;
      if (step()) paused = false;
    }
    running = false;
  }

  run();
}
