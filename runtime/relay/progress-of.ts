import type { StreamMender, StreamProgress } from "../protocols/stream-mender.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import type { EventFeed } from "./event-feed.ts";

export interface ProgressInput {
  readonly mender: StreamMender | null;
  readonly protocol: StreamProtocol;
  readonly feed: EventFeed;
}

/** How far a stream is: its mender knows, or else its end shows it. */
export function progressOf({ mender, protocol, feed }: ProgressInput): StreamProgress {
  return mender?.progress ?? (protocol.isComplete(feed.tail()) ? "done" : "open");
}
