import type { ServerResponse } from "node:http";
import type { Sink } from "./sink.ts";

/** Passes bytes on as they come: answers too large to hold, and those in an encoding that cannot be looked into. */
export function createRawSink(res: ServerResponse, commit: () => void, resume: () => void): Sink {
  let committed = false;
  return {
    get committed() {
      return committed;
    },
    write(chunk) {
      if (!committed) {
        committed = true;
        commit();
      }
      if (res.write(chunk)) return true;
      res.once("drain", resume);
      return false;
    },
    end() {
      if (!committed) commit();
      res.end();
      return null;
    },
    drop: () => {},
    // With the head gone, a broken connection is the only honest sign.
    fail: () => res.destroy(),
  };
}
