import type { Payload } from "../../wire/upstream.ts";
import { NEEDLES_WASM } from "./needles-wasm.ts";
import { CONTEXT_TOKENS } from "./own-fields.ts";
import { QUOTE } from "./tokens.ts";

export interface Needles {
  /** The positions of `"model"`, counted from the start of the payload; at most the first two. */
  readonly models: readonly number[];
  /** Whether the body contains `"extra_body"`, a field meant for Turnout, or an escape that could be part of such a key. */
  readonly odd: boolean;
  /** The positions of `"stream"`, likewise. */
  readonly streams: readonly number[];
}

const WINDOW = 65_536;
/** A window starts with the end of the previous one, so that a needle across the boundary is found. */
const CARRY = 32;
const MODEL = Buffer.from('"model"');
const STREAM = Buffer.from('"stream"');
const EXTRA_BODY = Buffer.from('"extra_body"');
const OWN = Buffer.from(`"${CONTEXT_TOKENS}"`);
const ESCAPE = Buffer.from("\\u00");
/** `\u005f` (an underscore) to `\u007a` (a z). */
const [FIRST_DIGIT, LAST_DIGIT] = [0x35, 0x37];

const { find, memory } = instantiate();

export function findNeedles({ pieces }: Payload): Needles {
  const models: number[] = [];
  const streams: number[] = [];
  let odd = false;
  let carried = 0;
  /** The window's start, counted from the start of the payload. */
  let base = 0;
  for (const piece of pieces) {
    for (let from = 0; from < piece.length; from += WINDOW) {
      const part = piece.length <= WINDOW ? piece : piece.subarray(from, from + WINDOW);
      memory.set(part, carried);
      const end = carried + part.length;
      // Bytes that an older window left after the end must not complete a needle.
      memory.fill(0, end, end + 32);
      for (let at = find(0, end); at >= 0; at = find(at + 1, end)) {
        if (isOdd(at)) odd = true;
        else if (stands(STREAM, at)) add(streams, base + at);
        else if (stands(MODEL, at) && add(models, base + at) === 2) return { models, odd, streams };
      }
      carried = Math.min(end, CARRY);
      memory.copyWithin(0, end - carried, end);
      base += end - carried;
    }
  }
  return { models, odd, streams };
}

/** Where two windows overlap, a needle is found twice. Returns how many there are. */
function add(places: number[], place: number): number {
  if (places.length < 2 && places.at(-1) !== place) places.push(place);
  return places.length;
}

function isOdd(at: number): boolean {
  if (memory[at] !== QUOTE) {
    const digit = memory[at + ESCAPE.length] ?? 0;
    return digit >= FIRST_DIGIT && digit <= LAST_DIGIT && stands(ESCAPE, at);
  }
  return stands(EXTRA_BODY, at) || stands(OWN, at);
}

function stands(needle: Buffer, at: number): boolean {
  for (let i = 0; i < needle.length; i++) if (memory[at + i] !== needle[i]) return false;
  return true;
}

interface Finder {
  /** The next candidate in [from, to), or −1. */
  readonly find: (from: number, to: number) => number;
  /** The memory that `find` searches. */
  readonly memory: Uint8Array;
}

function instantiate(): Finder {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(NEEDLES_WASM, "base64")));
  const { buffer } = exports.memory as { readonly buffer: ArrayBuffer };
  return { find: exports.find as Finder["find"], memory: new Uint8Array(buffer) };
}
