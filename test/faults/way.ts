/** The two forms of an answer, streamed and whole, and how each is sent. */
import type { ServerResponse } from "node:http";
import type { Clock } from "../../runtime/clock.ts";
import { type SpokenEvents, spokenEvents, wholeAnswer } from "./speech.ts";
import type { Arrival } from "./upstream.ts";

export type Way =
  | { readonly kind: "plain"; readonly body: string }
  | { readonly kind: "stream"; readonly events: SpokenEvents };

export function wayOf({ body, speech }: Arrival): Way {
  if (body.stream !== true) return { kind: "plain", body: wholeAnswer(speech) };
  return { kind: "stream", events: spokenEvents(speech, body.stream_options?.include_usage === true) };
}

export function startStream(response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-cache" });
  response.flushHeaders();
}

/** Settles when the bytes have left, so that a cut after them takes none back. */
export function send(response: ServerResponse, bytes: string | Buffer): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) resolve();
    else response.write(bytes, () => resolve());
  });
}

/** Ends early when the other side goes away. */
export function wait(
  { response, clock }: { readonly response: ServerResponse; readonly clock: Clock },
  milliseconds: number,
): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      timer.cancel();
      response.off("close", finish);
      resolve();
    };
    const timer = clock.setTimer(milliseconds, finish);
    if (response.destroyed) finish();
    else response.on("close", finish);
  });
}
