import { firstMalformed } from "./sse/well-formed.ts";
import type { StreamFault, StreamMender } from "./stream-mender.ts";

const NOTHING = Buffer.alloc(0);

/** Takes the place of a mender for streams that need no repair: each event is only checked to be well-formed. */
export function checkEvents(): StreamMender {
  return new EventCheck();
}

class EventCheck implements StreamMender {
  fault: StreamFault | null = null;
  readonly hasOutput = null;
  readonly progress = null;

  mend(events: Buffer): readonly Buffer[] {
    const bad = firstMalformed(events);
    if (bad < 0) return [events];
    this.fault = { kind: "malformed" };
    return bad === 0 ? [] : [events.subarray(0, bad)];
  }

  end(): Buffer {
    return NOTHING;
  }
}
