import { ByteMask } from "../wire/masks/byte-mask.ts";
import type { Masks } from "../wire/masks/masks.ts";
import type { Upstream, UpstreamEvents } from "../wire/upstream.ts";

/** An upstream whose answers do not contain what was sent to it in secret: some quote a key, or echo headers. */
export function masked(upstream: Upstream, masks: Masks | null): Upstream {
  if (masks === null) return upstream;
  return {
    dispatch: (request, events) => upstream.dispatch(request, new MaskedAnswer(masks, events)),
    close: () => upstream.close(),
  };
}

class MaskedAnswer implements UpstreamEvents {
  readonly #masks: Masks;
  readonly #events: UpstreamEvents;
  /** null if nothing in the body is to be hidden. */
  #body: ByteMask | null = null;

  constructor(masks: Masks, events: UpstreamEvents) {
    this.#masks = masks;
    this.#events = events;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#events.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    const hidden = status >= 400 ? this.#masks.inErrors : this.#masks.inAnswers;
    if (hidden.secrets.length > 0) this.#body = new ByteMask(hidden);
    return this.#events.onHeaders(status, this.#masks.inHeaders(headers), resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#body === null) return this.#events.onData(chunk);
    const bytes = this.#body.push(chunk);
    return bytes.length === 0 || this.#events.onData(bytes);
  }

  onComplete(): void {
    const rest = this.#body?.rest();
    // The end follows at once, whether or not the receiver asks for a pause.
    if (rest !== undefined && rest.length > 0) this.#events.onData(rest);
    this.#events.onComplete();
  }

  /** What may be the start of a secret is left out: the answer is not whole anyway. */
  onError(error: Error): void {
    this.#events.onError(error);
  }
}
