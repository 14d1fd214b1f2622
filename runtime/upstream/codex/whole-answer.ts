import type { UpstreamEvents } from "../../wire/upstream.ts";

/** An answer that is sent on in one piece rather than relayed. */
export interface WholeAnswer {
  readonly status: number;
  /** Names in lower case and values in turn. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/**
 * Sends a whole answer but its end, for which it calls back; a receiver that asks for a pause gets one.
 * @param isOver whether the request has been given up
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
      // Set first: the receiver may resume before it returns.
      paused = true;
      if (step()) paused = false;
    }
    running = false;
  }

  run();
}
