import { hiddenValues, REDACTED } from "../../../log/redact.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { formsOf } from "./forms.ts";
import { createLiteralFinder } from "./literals.ts";
import type { Finder, Span } from "./spans.ts";
import { endOfToken, TOKEN_CONTEXT, tokens } from "./tokens.ts";
import { URL_CONTEXT, urlCredentials } from "./url-credentials.ts";

const CONTEXT = Math.max(TOKEN_CONTEXT, URL_CONTEXT);

/** Finds what must not be written down, of these secrets and of all that look like one. */
export function createSecretFinder(secrets: readonly string[]): Finder {
  return createLiteralFinder(hiddenValues(secrets).flatMap(formsOf));
}

/** Hides secrets in a whole text. */
export function redactText(text: string, secrets: Finder): string {
  const redaction = new Redaction(secrets);
  return fromBytes(redaction.push(toBytes(text)) + redaction.end());
}

/**
 * Hides secrets in bytes that come in pieces. However they are cut, what comes out is the same: nothing is let go that
 * could be the beginning of a secret. What is held back comes with a later piece or at the end.
 */
export class Redaction {
  readonly #secrets: Finder;
  /** A little of what was let go, for what a match depends on before it, and what is held. */
  #raw = "";
  /** Where what is held begins in `#raw`. */
  #from = 0;
  /** So many of the held characters are part of a match that began before them. */
  #covered = 0;
  /** What is held goes on with a token that began before it. */
  #inToken = false;
  /** The last that was let go was a mark: a match that follows directly has none of its own. */
  #marked = false;

  constructor(secrets: Finder) {
    this.#secrets = secrets;
  }

  /** Takes bytes, one character each, and gives back those that may be written. */
  push(bytes: string): string {
    const raw = this.#raw + bytes;
    const from = this.#from;
    const to = Math.min(this.#secrets.hold(raw, from), tokens.hold(raw, from), urlCredentials.hold(raw, from));
    return this.#release(raw, to);
  }

  /** Gives back the rest. */
  end(): string {
    return this.#release(this.#raw, this.#raw.length);
  }

  #release(raw: string, to: number): string {
    const from = this.#from;
    const carried = from + this.#covered;
    const settled = [...this.#secrets.find(raw, from), ...urlCredentials.find(raw, from)];
    const tokenEnd = this.#inToken ? endOfToken(raw, from) : from;
    const found = tokens.find(raw, tokenEnd);

    const text = this.#hide(raw, to, [
      { start: from, end: Math.max(carried, tokenEnd) },
      ...settled.filter(({ start }) => start < to),
      ...found.filter(({ start }) => start < to),
    ]);
    const covered = settled.reduce((end, span) => (span.start < to ? Math.max(end, span.end) : end), carried);
    this.#covered = Math.max(0, covered - to);
    // One that ends just here may go on with the next bytes.
    this.#inToken = (this.#inToken && tokenEnd >= to) || found.some(({ start, end }) => start < to && end >= to);
    this.#raw = raw.slice(Math.max(0, to - CONTEXT));
    this.#from = Math.min(to, CONTEXT);
    return text;
  }

  #hide(raw: string, to: number, spans: readonly Span[]): string {
    let text = "";
    let at = this.#from;
    for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
      if (end <= at || start >= to) continue;
      if (start > at) {
        text += raw.slice(at, start);
        this.#marked = false;
      }
      if (!this.#marked) text += REDACTED;
      this.#marked = true;
      at = Math.min(end, to);
    }
    if (at < to) {
      text += raw.slice(at, to);
      this.#marked = false;
    }
    return text;
  }
}
