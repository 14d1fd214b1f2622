import { MASK } from "../../failure/redact-answer.ts";

/** OpenAI's tokens are JSON Web Tokens, whose head is Base64 of `{"`; an upstream may repeat a part of one. */
const TOKEN = /eyJ[A-Za-z0-9_-]{16}[A-Za-z0-9._~+/=-]*/g;
const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

/** An error's bytes, without the token and without anything that looks like one. */
export function withoutTokens(bytes: Buffer, token: Buffer): Buffer {
  const clean = withoutToken(bytes, token);
  if (!clean.includes("eyJ")) return clean;
  return Buffer.from(clean.toString("latin1").replace(TOKEN, MASK), "latin1");
}

/** Takes one token out of bytes that come in pieces, wherever they are cut. */
export class TokenFilter {
  readonly #token: Buffer;
  /** What may be the token's beginning. */
  #held: Buffer = NOTHING;

  constructor(token: Buffer) {
    this.#token = token;
  }

  /** What may go on of what came so far. */
  push(chunk: Buffer): Buffer {
    const bytes = withoutToken(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), this.#token);
    const end = startOfToken(bytes, this.#token);
    this.#held = end === bytes.length ? NOTHING : bytes.subarray(end);
    return end === bytes.length ? bytes : bytes.subarray(0, end);
  }

  /** What was no token after all. */
  rest(): Buffer {
    return this.#held;
  }
}

/** Where bytes begin, at the end, that what follows could make the token; else their length. */
function startOfToken(bytes: Buffer, token: Buffer): number {
  // Most pieces of a stream are whole events.
  if (bytes.at(-1) === LINE_FEED) return bytes.length;
  const first = token[0] ?? 0;
  let at = bytes.indexOf(first, Math.max(0, bytes.length - token.length + 1));
  while (at >= 0) {
    if (bytes.compare(token, 0, bytes.length - at, at) === 0) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return bytes.length;
}

function withoutToken(bytes: Buffer, token: Buffer): Buffer {
  if (token.length === 0 || !bytes.includes(token)) return bytes;
  // One character a byte: nothing is lost of a character that was cut in two.
  return Buffer.from(bytes.toString("latin1").replaceAll(token.toString("latin1"), MASK), "latin1");
}
