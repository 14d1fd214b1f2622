import { lastBoundary } from "../protocols/sse/boundary.ts";
import { namesModel } from "../wire/model-names.ts";
import type { UpstreamEvents } from "../wire/upstream.ts";

const NOTHING = Buffer.alloc(0);
const HEADERS = Buffer.from('"headers"');
/** A string of JSON, and a flat object: events hold the headers of an answer in one. Both are matched in linear time. */
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
const OBJECT = new RegExp(String.raw`("headers"\s*:\s*\{)((?:[^"{}]|${TEXT})*)(?=\})`, "g");
const MEMBER = new RegExp(String.raw`,?\s*"([^"\\]*)"\s*:\s*(?:${TEXT}|\[(?:[^"\]]|${TEXT})*\]|[^,"\[]*)`, "g");
/** Events with headers are short, so that of longer ones nothing is held back. */
const LONGEST = 65_536;

/** Takes an upstream's name of its model out of the headers that events of the Responses API contain. */
export class WithoutModelNames implements UpstreamEvents {
  readonly #next: UpstreamEvents;
  /** The start of an event. */
  #held: Buffer = NOTHING;

  constructor(next: UpstreamEvents) {
    this.#next = next;
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#next.onConnect(abort);
  }

  onHeaders(status: number, headers: readonly string[], resume: () => void): boolean {
    return this.#next.onHeaders(status, headers, resume);
  }

  onData(chunk: Buffer): boolean {
    const bytes = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    const boundary = lastBoundary(bytes);
    const end = bytes.length - boundary > LONGEST ? bytes.length : boundary;
    this.#held = bytes.subarray(end);
    return this.#next.onData(cleaned(bytes.subarray(0, end)));
  }

  onComplete(): void {
    if (this.#held.length > 0) this.#next.onData(cleaned(this.#held));
    this.#next.onComplete();
  }

  onError(error: Error): void {
    if (this.#held.length > 0) this.#next.onData(cleaned(this.#held));
    this.#next.onError(error);
  }
}

/** Everything else stays as it is, byte for byte. */
function cleaned(bytes: Buffer): Buffer {
  if (!bytes.includes(HEADERS)) return bytes;
  const text = bytes.toString("latin1");
  const changed = text.replace(OBJECT, (_, start: string, members: string) => start + withoutNames(members));
  return changed.length === text.length ? bytes : Buffer.from(changed, "latin1");
}

function withoutNames(members: string): string {
  const kept = members.replace(MEMBER, (member, name: string) => (namesModel(name.toLowerCase()) ? "" : member));
  // The first member may be gone, and then the next one starts with a comma.
  return kept.length === members.length ? members : kept.replace(/^\s*,/, "");
}
