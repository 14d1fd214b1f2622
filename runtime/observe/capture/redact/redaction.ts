import { hiddenValues, REDACTED } from "../../../log/redact.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { formsOf } from "./forms.ts";
import { createLiteralFinder } from "./literals.ts";
import type { Finder, Span } from "./spans.ts";
import { endOfToken, TOKEN_CONTEXT, tokens } from "./tokens.ts";
import { URL_CONTEXT, urlCredentials } from "./url-credentials.ts";

const CONTEXT = Math.max(TOKEN_CONTEXT, URL_CONTEXT);

/** Finds what must not be recorded: these secrets, and everything that looks like one. */
export function createSecretFinder(secrets: readonly string[]): Finder {
  return createLiteralFinder(hiddenValues(secrets).flatMap(formsOf));
}

/** Hides secrets in a whole text. */
export function redactText(text: string, secrets: Finder): string {
  const redaction = new Redaction(secrets);
  return fromBytes(redaction.push(toBytes(text)) + redaction.end());
}

/**
 * Hides secrets in bytes that arrive in pieces. The result does not depend on how they are cut: what could be the start of a
 * secret is held back until a later piece or the end.
 */
export class Redaction {
  readonly #secrets: Finder;
  /** The end of what was released, because a match can depend on what precedes it, and what is held. */
  #raw = "";
  /** Where the held part begins in `#raw`. */
  #from = 0;
  /** How many of the held characters belong to a match that started before them. */
  #covered = 0;
  /** Whether the held part continues a token that started before it. */
  #inToken = false;
  /** Whether the last thing released was a replacement: a match that follows directly gets no second one. */
  #marked = false;

  constructor(secrets: Finder) {
    this.#secrets = secrets;
  }

  /** Takes bytes, one character each, and returns those that may be recorded. */
  push(bytes: string): string {
    const raw = this.#raw + bytes;
    const from = this.#from;
    const to = Math.min(this.#secrets.hold(raw, from), tokens.hold(raw, from), urlCredentials.hold(raw, from));
    return this.#release(raw, to);
  }

  /** Returns the rest. */
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
    // A match that ends exactly here may continue in the next bytes.
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
