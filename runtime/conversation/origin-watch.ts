import { EventFeed } from "../relay/event-feed.ts";
import { headersDown } from "../wire/headers.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";
import { idAtStart, idInEvents, idInWhole } from "./response-id.ts";

/** The id must come within this many bytes. */
const LIMIT = 1 << 20;

/** Reads the id of the passing response. It looks at the first bytes, and at nothing once it has the id. */
export class OriginWatch implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  readonly #found: (id: string) => void;
  /** null when there is nothing (more) to look for. */
  #kind: "stream" | "whole" | null = null;
  /** For a stream whose first read did not contain the id. */
  #feed: EventFeed | null = null;
  /** The same for an answer in one piece. */
  #held: Buffer[] = [];
  #length = 0;

  constructor(next: UpstreamEvents, found: (id: string) => void) {
    this.#next = next;
    this.#found = found;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    if (status >= 200 && status < 300) {
      const { contentType, encoded } = headersDown(headers);
      if (!encoded) this.#kind = contentType.startsWith("text/event-stream") ? "stream" : "whole";
    }
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    if (this.#kind !== null) this.#look(this.#kind, chunk);
    return this.#next.onData(chunk);
  }

  onComplete(): void {
    if (this.#kind === "whole") this.#end(idInWhole(Buffer.concat(this.#held, this.#length)));
    this.#next.onComplete();
  }

  onError(error: Error): void {
    this.#end(null);
    this.#next.onError(error);
  }

  #look(kind: "stream" | "whole", chunk: Buffer): void {
    const quick = this.#length === 0 ? idAtStart(chunk, kind) : null;
    if (quick !== null) {
      this.#end(quick);
      return;
    }
    this.#length += chunk.length;
    const id = kind === "stream" ? this.#inEvents(chunk) : null;
    if (kind === "whole") this.#held.push(chunk);
    if (id !== null || this.#length > LIMIT) this.#end(id);
  }

  #inEvents(chunk: Buffer): string | null {
    this.#feed ??= new EventFeed();
    this.#feed.push(chunk);
    return idInEvents(this.#feed.take());
  }

  #end(id: string | null): void {
    this.#kind = null;
    this.#held = [];
    this.#feed = null;
    if (id !== null) this.#found(id);
  }
}
