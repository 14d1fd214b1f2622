import type { Body } from "../body/read-model.ts";
import { checkEvents } from "../protocols/event-check.ts";
import type { StreamMender } from "../protocols/stream-mender.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";

export interface MendInput {
  readonly protocol: StreamProtocol;
  /** The client's request. */
  readonly body: Body;
  /** Whether the upstream is asked for the usage, whatever the client asked for. */
  readonly usage: boolean;
  readonly newId: () => string;
}

/** Opens what checks, and perhaps repairs, a stream on its way to a client of the same protocol. */
export type MendStream = (input: MendInput) => StreamMender;

export const checkStreams: MendStream = () => checkEvents();
