import type { Usage } from "../model/usage.ts";
import type { KeyReader } from "../sse/end-of-object.ts";

/** What a protocol calls the members of a usage. */
export interface UsageNames {
  readonly input: string;
  readonly output: string;
  readonly inputDetails: string;
  readonly outputDetails: string;
}

export const NONE_WRITTEN = { short: 0, long: 0 };

/** `nesting` of the members of the object, and of those of its members. */
const OWN = 0b11;
const DETAIL = 0b111;
/** Longer numbers are not tokens, and could be rounded. */
const MOST_DIGITS = 15;
/** Of `null`, the only word that may be there: the object is JSON. */
const LETTER_N = 0x6e;

/** Reads the numbers of a usage as its keys are found, because an object for each answer costs more than all else about it. */
export class UsageKeys implements KeyReader {
  /** Whether there was a value that is no plain number of tokens. */
  odd = false;
  readonly #names: Readonly<Record<keyof UsageNames | "total" | "cached" | "reasoning", Buffer>>;
  #input = -1;
  #output = 0;
  #total: number | null = null;
  #cached = 0;
  #reasoning = 0;
  /** Whose details the members are. */
  #inside: "input" | "output" | "other" = "other";

  constructor({ input, output, inputDetails, outputDetails }: UsageNames) {
    this.#names = {
      input: Buffer.from(input),
      output: Buffer.from(output),
      inputDetails: Buffer.from(inputDetails),
      outputDetails: Buffer.from(outputDetails),
      total: Buffer.from("total_tokens"),
      cached: Buffer.from("cached_tokens"),
      reasoning: Buffer.from("reasoning_tokens"),
    };
  }

  /** Before each object. */
  begin(): void {
    this.odd = false;
    this.#input = -1;
    this.#output = this.#cached = this.#reasoning = 0;
    this.#total = null;
    this.#inside = "other";
  }

  key(bytes: Buffer, start: number, length: number, value: number, nesting: number): void {
    const names = this.#names;
    if (nesting === OWN) {
      this.#inside = "other";
      if (is(names.input, bytes, start, length)) this.#input = this.#number(bytes, value, -1);
      else if (is(names.output, bytes, start, length)) this.#output = this.#number(bytes, value, 0);
      else if (is(names.total, bytes, start, length)) this.#total = this.#number(bytes, value, null);
      else if (is(names.inputDetails, bytes, start, length)) this.#inside = "input";
      else if (is(names.outputDetails, bytes, start, length)) this.#inside = "output";
    } else if (nesting === DETAIL && this.#inside !== "other") {
      if (this.#inside === "input") {
        if (is(names.cached, bytes, start, length)) this.#cached = this.#number(bytes, value, 0);
      } else if (is(names.reasoning, bytes, start, length)) this.#reasoning = this.#number(bytes, value, 0);
    }
  }

  /** null if the object is no usage of this protocol. */
  usage(): Usage | null {
    if (this.#input < 0) return null;
    return {
      input: this.#input,
      output: this.#output,
      total: this.#total,
      cached: this.#cached,
      cacheWritten: NONE_WRITTEN,
      reasoning: this.#reasoning,
      extras: null,
    };
  }

  #number<None extends number | null>(bytes: Buffer, start: number, none: None): number | None {
    if (bytes[start] === LETTER_N) return none;
    let at = start;
    let number = 0;
    for (let digit = digitAt(bytes, at); digit >= 0; digit = digitAt(bytes, ++at)) number = number * 10 + digit;
    const next = bytes[at];
    if (at === start || at - start > MOST_DIGITS || next === 0x2e || next === 0x65 || next === 0x45) this.odd = true;
    return number;
  }
}

/** -1 if there is none. */
function digitAt(bytes: Buffer, at: number): number {
  const byte = bytes[at] ?? 0;
  return byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : -1;
}

function is(name: Buffer, bytes: Buffer, start: number, length: number): boolean {
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) if (name[i] !== bytes[start + i]) return false;
  return true;
}
