import { MASK } from "../../wire/masks/masks.ts";

/** OpenAI's tokens are JSON Web Tokens, which start with the Base64 of `{"`; an upstream may quote part of one. */
const TOKEN = /eyJ[A-Za-z0-9_-]{16}[A-Za-z0-9._~+/=-]*/g;
const LINE_FEED = 0x0a;
const NOTHING = Buffer.alloc(0);

/** Removes the token, and anything that looks like one, from an error's bytes. */
export function withoutTokens(bytes: Buffer, token: Buffer): Buffer {
  const clean = withoutToken(bytes, token);
  if (!clean.includes("eyJ")) return clean;
  return Buffer.from(clean.toString("latin1").replace(TOKEN, MASK), "latin1");
}

/** Removes one token from bytes that arrive in pieces, wherever they are cut. */
export class TokenFilter {
  readonly #token: Buffer;
  /** Bytes that may be the token's start. */
  #held: Buffer = NOTHING;

  constructor(token: Buffer) {
    this.#token = token;
  }

  /** Returns what may be passed on so far. */
  push(chunk: Buffer): Buffer {
    const bytes = withoutToken(this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]), this.#token);
    const end = startOfToken(bytes, this.#token);
    this.#held = end === bytes.length ? NOTHING : bytes.subarray(end);
    return end === bytes.length ? bytes : bytes.subarray(0, end);
  }

  /** Returns what turned out not to be the token. */
  rest(): Buffer {
    return this.#held;
  }
}

/** The position at which the end of the bytes may be the start of the token; their length if there is none. */
function startOfToken(bytes: Buffer, token: Buffer): number {
  // Most pieces of a stream are complete events.
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
  // One character per byte, so that a character cut in two is not damaged.
  return Buffer.from(bytes.toString("latin1").replaceAll(token.toString("latin1"), MASK), "latin1");
}
