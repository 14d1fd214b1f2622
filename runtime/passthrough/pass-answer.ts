import type { RequestContext } from "../context.ts";
import type { HeldAnswer } from "../failure/held-answer.ts";
import type { Outcome } from "../failure/outcome.ts";
import { refusalOf } from "../failure/refusal.ts";
import { addOwnHeaders } from "../relay/answer.ts";
import { wireFault } from "../relay/wire-fault.ts";
import { headersDown } from "../wire/headers.ts";
import { streamHeaders } from "../wire/stream-headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { HeldError } from "./held-error.ts";
import { PassLimits, type PassPlan } from "./pass-limits.ts";

/** Decides what follows. One of `answered`, `failed` and `broke` is called, once; none after `cancel`. */
export interface PassOwner {
  readonly context: RequestContext;
  /** The answer is about to be sent to the client. */
  sending(): void;
  /** The client has received the whole answer. */
  answered(): void;
  /** Nothing has been sent. `answer` is what the upstream sent, if it answered. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
  /** It failed after the client's answer had started, and the client can tell. */
  broke(outcome: Outcome): void;
}

const PROTOCOL: Outcome = { kind: "invalid", reason: "protocol" };

/** Passes an answer to the client as it comes, uninspected. */
export class PassAnswer implements UpstreamEvents {
  readonly #owner: PassOwner;
  readonly #plan: PassPlan;
  readonly #limits: PassLimits;
  #abort: ((reason?: Error) => void) | null = null;
  #resume: () => void = () => {};
  #over = false;
  /** `waiting` for its headers; then `sending`, or an error that is held. */
  #state: "waiting" | "sending" | HeldError = "waiting";

  constructor(owner: PassOwner, plan: PassPlan) {
    this.#owner = owner;
    this.#plan = plan;
    this.#limits = new PassLimits(plan, (of) => this.#give({ kind: "timeout", of }));
  }

  /** Ends it silently. */
  cancel(): void {
    if (this.#close()) this.#abort?.();
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
  }

  onHeaders(status: number, raw: readonly string[], resume: () => void): boolean {
    if (this.#over) return true;
    this.#resume = resume;
    const { pass, contentType } = headersDown(raw);
    // A redirect leads to a server that is not in the config, and a client that followed it would send its key there.
    if (status >= 300 && status < 400 && status !== 304) {
      this.#give(PROTOCOL);
      return true;
    }
    this.#limits.answered();
    if (status >= 400) {
      this.#state = new HeldError(status, pass);
      return true;
    }
    const headers = contentType.startsWith("text/event-stream") ? streamHeaders(pass) : pass;
    const length = lengthIn(raw);
    if (length !== null && status !== 204) headers.push("content-length", length);
    this.#send(status, headers);
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over || this.#state === "waiting") return true;
    if (this.#state === "sending") return this.#write(chunk);
    if (!this.#state.add(chunk)) this.#give(PROTOCOL);
    return true;
  }

  onComplete(): void {
    const state = this.#state;
    if (state === "waiting" || !this.#close()) return;
    if (state === "sending") {
      this.#owner.context.res.end();
      this.#owner.answered();
      return;
    }
    const answer = state.answer();
    this.#owner.failed(refusalOf(answer, this.#plan.clock), answer);
  }

  onError(error: Error): void {
    this.#break(wireFault(error, this.#state !== "waiting"));
  }

  #send(status: number, headers: string[]): void {
    const { context } = this.#owner;
    this.#state = "sending";
    this.#owner.sending();
    context.res.writeHead(status, addOwnHeaders(headers, context));
    // The client gets the headers of a stream that has no data yet.
    context.res.flushHeaders();
  }

  #write(chunk: Buffer): boolean {
    const { res } = this.#owner.context;
    if (res.write(chunk)) return true;
    res.once("drain", this.#resume);
    return false;
  }

  /** Ends the attempt. */
  #give(outcome: Outcome): void {
    this.#break(outcome);
    this.#abort?.();
  }

  #break(outcome: Outcome): void {
    if (!this.#close()) return;
    if (this.#state === "sending") {
      // The headers have been sent, so only a broken connection can signal the failure.
      this.#owner.context.res.destroy();
      this.#owner.broke(outcome);
    } else this.#owner.failed(outcome, null);
  }

  /** false if it was already closed. */
  #close(): boolean {
    if (this.#over) return false;
    this.#over = true;
    this.#limits.cancel();
    return true;
  }
}

/** With a length, the client notices a cut too. null if the upstream sent none. */
function lengthIn(headers: readonly string[]): string | null {
  if (headers.includes("transfer-encoding")) return null;
  const at = headers.indexOf("content-length");
  return at < 0 || at % 2 === 1 ? null : (headers[at + 1] ?? null);
}
