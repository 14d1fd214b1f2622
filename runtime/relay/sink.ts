import type { GatewayError } from "../errors.ts";

/** Where a streamed answer goes. */
export interface Sink {
  /** Whether anything has been sent: from then on no other target can answer. */
  readonly committed: boolean;
  /** false: hold back until `resume` is called. */
  write(chunk: Buffer): boolean;
  /** The upstream has ended. The error where the answer is not whole and nothing of it was sent. */
  end(): GatewayError | null;
  /** The attempt has failed before anything was sent: nothing of it may follow, for another target answers now. */
  drop(): void;
  /** The answer broke after it was begun: the client must see that. */
  fail(error: GatewayError): void;
}
