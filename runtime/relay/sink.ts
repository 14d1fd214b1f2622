import type { GatewayError } from "../errors.ts";
import type { Outcome } from "../failure/outcome.ts";
import type { StreamProgress } from "../protocols/stream-mender.ts";

/** The destination of an answer that is passed on as it comes. */
export interface Sink {
  /** Whether anything has been sent: after that, no other target can answer. */
  readonly hasSent: boolean;
  /** false: pause until `resume` is called. */
  write(chunk: Buffer): boolean;
  /**
   * The upstream has ended. Returns what is wrong if the answer is incomplete or an error; if something had been sent, the
   * sink has then ended it.
   */
  end(): Outcome | null;
  /**
   * The attempt has failed before anything was sent. Nothing of it may be sent any more, because another target answers
   * now.
   */
  drop(): void;
  /** The answer broke off after it had started, and the client must be able to tell. */
  fail(error: GatewayError): void;
  /** The last bytes of the stream so far, or all of an answer that is held; empty if the sink keeps nothing. */
  tail(): Buffer;
}

/** A sink that inspects the events that pass. */
export interface EventSink extends Sink {
  /** Whether the client is not reading at the moment, so that the upstream is not to blame for silence. */
  readonly blocked: boolean;
  /** Whether what has come may be the start of JSON instead of events. */
  startsAsJson(): boolean;
  readonly progress: StreamProgress;
}

/** What a sink needs of the relay that feeds it. */
export interface SinkOwner {
  /** The first output has arrived. Returns false if it is no longer wanted: then nothing may be sent. */
  commit(): boolean;
  /** Sends the headers of a streamed answer. */
  sendHead(): void;
  /** The upstream may send more. */
  resume(): void;
  /**
   * The events show that this attempt has failed; if the sink had sent something, it has already ended it. `errorData` is
   * the data of the error event, if that is the reason.
   */
  failed(outcome: Outcome, errorData: string | null): void;
}
