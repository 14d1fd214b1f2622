import type { Upload } from "../body/upload.ts";
import type { Clock, Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { refusalOf } from "../failure/refusal.ts";
import { addOwnHeaders } from "../relay/answer.ts";
import { Deadline } from "../relay/deadline.ts";
import { wireFault } from "../relay/wire-fault.ts";
import type { Limits } from "../routing/limits.ts";
import { type AnswerHeaders, headersDown } from "../wire/headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";

/** Who decides what follows. One of the three is called, once, or none after `cancel`. */
export interface PassOwner {
  readonly context: RequestContext;
  /** The whole answer has gone to the client. */
  answered(): void;
  /** Nothing has been sent. `answer` is what the upstream said, if it did. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
  /** It broke after the answer was begun; the client has been told. */
  broke(outcome: Outcome): void;
}

export interface PassPlan {
  readonly clock: Clock;
  /** They count from the end of the upload. */
  readonly limits: Limits;
  /** Whether the limit of the whole request goes on behind the head of its answer. */
  readonly limitAnswer: boolean;
  /** Milliseconds in which an upload must get on; null for no limit. */
  readonly idle: number | null;
  /** null where the body is not in a stream. */
  readonly upload: Upload | null;
}

/** Errors are held up to this size, so that another target may answer, and no key shows in them. */
const HOLD = 1 << 20;

/** An answer on its way down that nobody looks into: bytes as they come. */
export class PassAnswer implements UpstreamEvents {
  readonly #owner: PassOwner;
  readonly #plan: PassPlan;
  #abort: ((reason?: Error) => void) | null = null;
  #resume: () => void = () => {};
  #deadline: Deadline | null = null;
  #stall: Timer | null = null;
  #over = false;
  #status = 0;
  #headers: AnswerHeaders | null = null;
  #sending = false;
  #held: Buffer[] = [];
  #heldLength = 0;

  constructor(owner: PassOwner, plan: PassPlan) {
    this.#owner = owner;
    this.#plan = plan;
    const { upload } = plan;
    if (upload === null) this.#begin();
    else {
      upload.onEnd = () => this.#begin();
      this.#watch(upload, -1);
    }
  }

  /** Ends it without a word. */
  cancel(): void {
    if (this.#close()) this.#abort?.();
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort();
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (this.#over) return true;
    this.#status = status;
    this.#resume = resume;
    this.#headers = headersDown(headers);
    if (status >= 300 && status < 400 && status !== 304) {
      // It leads somewhere that is not in the config, and a client that followed it would bring its key along.
      this.#give({ kind: "invalid", reason: "protocol" });
      return true;
    }
    if (this.#plan.limitAnswer) this.#deadline?.answered(false);
    else this.#deadline?.cancel();
    if (status >= 400) return true;
    const length = lengthIn(headers);
    if (length !== null && status !== 204) this.#headers.pass.push("content-length", length);
    this.#send();
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#sending) return this.#write(chunk);
    this.#held.push(chunk);
    this.#heldLength += chunk.length;
    // A longer one could not be searched for the key.
    if (this.#heldLength > HOLD) this.#give({ kind: "invalid", reason: "protocol" });
    return true;
  }

  onComplete(): void {
    if (!this.#close()) return;
    if (this.#sending) {
      this.#owner.context.res.end();
      this.#owner.answered();
      return;
    }
    const answer = { status: this.#status, headers: this.#headers?.pass ?? [], body: Buffer.concat(this.#held) };
    this.#owner.failed(refusalOf(answer, this.#plan.clock), answer);
  }

  onError(error: Error): void {
    this.#break(wireFault(error, this.#headers !== null));
  }

  #send(): void {
    const { context } = this.#owner;
    this.#sending = true;
    context.res.writeHead(this.#status, addOwnHeaders(this.#headers?.pass ?? [], context));
    // A stream that says nothing yet is open all the same.
    context.res.flushHeaders();
  }

  #write(chunk: Buffer): boolean {
    const { res } = this.#owner.context;
    if (res.write(chunk)) return true;
    res.once("drain", this.#resume);
    return false;
  }

  /** All of the request is on its way: from now on the upstream has to answer. */
  #begin(): void {
    const { clock, limits, limitAnswer } = this.#plan;
    this.#stall?.cancel();
    if (this.#over || (this.#headers !== null && !limitAnswer)) return;
    this.#deadline = new Deadline(clock, limits, (of) => this.#give({ kind: "timeout", of }));
    if (this.#headers !== null) this.#deadline.answered(false);
  }

  #watch(upload: Upload, before: number): void {
    const { clock, idle } = this.#plan;
    if (idle === null) return;
    const { moved } = upload;
    if (moved === before) {
      this.#give({ kind: "timeout", of: "idle" });
      return;
    }
    this.#stall = clock.setTimer(idle, () => this.#watch(upload, moved));
  }

  #give(outcome: Outcome): void {
    this.#break(outcome);
    this.#abort?.();
  }

  #break(outcome: Outcome): void {
    if (!this.#close()) return;
    if (this.#sending) {
      // With the head gone, a broken connection is the only honest sign.
      this.#owner.context.res.destroy();
      this.#owner.broke(outcome);
    } else this.#owner.failed(outcome, null);
  }

  /** false if it was closed before. */
  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#deadline?.cancel();
    this.#stall?.cancel();
    return true;
  }
}

/** With a length the client too sees a cut. null where the upstream gave none. */
function lengthIn(headers: readonly string[]): string | null {
  if (headers.includes("transfer-encoding")) return null;
  const at = headers.indexOf("content-length");
  return at < 0 || at % 2 === 1 ? null : (headers[at + 1] ?? null);
}
