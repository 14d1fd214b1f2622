import type { ClientAnswer } from "../client.ts";
import type { Sink, SinkOwner } from "./sink.ts";

const NOTHING = Buffer.alloc(0);

/** Passes bytes on as they come: for answers too large to hold, and those in an encoding that cannot be inspected. */
export function createRawSink(res: ClientAnswer, owner: SinkOwner): Sink {
  let hasSent = false;
  let unwanted = false;

  function begin(): boolean {
    if (hasSent) return true;
    unwanted = !owner.commit();
    if (unwanted) return false;
    hasSent = true;
    owner.sendHead();
    return true;
  }

  return {
    get hasSent() {
      return hasSent;
    },
    write(chunk) {
      if (unwanted || !begin()) return true;
      if (res.write(chunk)) return true;
      res.once("drain", () => owner.resume());
      return false;
    },
    end() {
      if (!unwanted && begin()) res.end();
      return null;
    },
    drop() {
      unwanted = true;
    },
    tail: () => NOTHING,
    // The headers have been sent, so only a broken connection can signal the failure.
    fail: () => res.destroy(),
  };
}
