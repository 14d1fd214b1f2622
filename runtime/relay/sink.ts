import type { GatewayError } from "../errors.ts";
import type { Outcome } from "../failure/outcome.ts";

/** Where a streamed answer goes. */
export interface Sink {
  /** Whether anything has been sent: from then on no other target can answer. */
  readonly committed: boolean;
  /** false: hold back until `resume` is called. */
  write(chunk: Buffer): boolean;
  /**
   * The upstream has ended. What is wrong, where the answer is not whole or was an error; whatever was sent has been
   * ended then.
   */
  end(): Outcome | null;
  /** The attempt has failed before anything was sent: nothing of it may follow, for another target answers now. */
  drop(): void;
  /** The answer broke after it was begun: the client must see that. */
  fail(error: GatewayError): void;
  /** The last bytes of the stream so far, all of an answer that is held; empty where what passes is not kept. */
  tail(): Buffer;
}

/** A sink that looks into the events which pass. */
export interface EventSink extends Sink {
  /** Whether the client takes nothing at the moment, so that silence is not the upstream's. */
  readonly blocked: boolean;
}

/** What a sink needs of the relay that feeds it. */
export interface SinkOwner {
  /** The first output has come. false: it is no longer wanted, and nothing may be sent. */
  claim(): boolean;
  /** Sends the head of a streamed answer. */
  commit(): void;
  /** The upstream may send more. */
  resume(): void;
  /**
   * The events show that this attempt has failed; a sink that has sent something has ended it already. `errorData` is
   * the data of the error event, if that is why.
   */
  failed(outcome: Outcome, errorData: string | null): void;
}
