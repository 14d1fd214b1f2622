import type { UpstreamEvents } from "../../../runtime/wire/upstream.ts";

export interface PassedLog {
  /** All bytes that came. */
  text: string;
  ended: boolean;
  error: Error | null;
}

/** Awaits an answer and writes it down. */
export function passed(): { readonly events: UpstreamEvents; readonly log: PassedLog } {
  const log: PassedLog = { text: "", ended: false, error: null };
  let bytes = Buffer.alloc(0);
  return {
    log,
    events: {
      onConnect() {},
      onHeaders: () => true,
      onData(chunk) {
        bytes = Buffer.concat([bytes, chunk]);
        log.text = bytes.toString("utf8");
        return true;
      },
      onComplete() {
        log.ended = true;
      },
      onError(error) {
        log.error = error;
      },
    },
  };
}
