/**
 * Finds the frames of zstd data: https://www.rfc-editor.org/rfc/rfc8878#section-3.1. The decoder in JavaScript trusts the
 * window size that a frame declares, which may be gigabytes, and moves the whole window at each block, which may have one
 * byte. So both are bounded first.
 */

const MAGIC = 0xfd2fb528;
/** The last four bits can have any value. */
const SKIPPABLE = 0x184d2a50;
/** What a frame costs at least, however small its window. */
const LEAST_WINDOW = 65_536;
const LARGEST_BLOCK = 131_072;
/** How often the bytes that may come out may be allocated as windows, and moved within them. */
const [WINDOWS, MOVES] = [2, 64];

export interface ZstdLimits {
  /** The largest window of a frame, in bytes. */
  readonly window: number;
  /** The most bytes that may come out. */
  readonly bytes: number;
}

export interface ZstdFrame {
  /** From its first byte to its end. Its window is no larger than its blocks can fill. */
  readonly bytes: Buffer;
  /** The position of its first block. */
  readonly blocks: number;
  readonly window: number;
}

export type ZstdFrames =
  | { readonly kind: "frames"; readonly frames: readonly ZstdFrame[] }
  /** This is not zstd, is cut off, or declares a window above the limit. */
  | { readonly kind: "invalid" }
  /** It would take more memory or time than any sender has use for. */
  | { readonly kind: "costly" };

const INVALID: ZstdFrames = { kind: "invalid" };
const COSTLY: ZstdFrames = { kind: "costly" };

/** The frames that hold data. Changes the windows in the bytes where less will do. */
export function framesOf(bytes: Buffer, limits: ZstdLimits): ZstdFrames {
  const least = Math.max(limits.bytes, limits.window);
  const frames: ZstdFrame[] = [];
  let at = 0;
  let windows = 0;
  let moved = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return INVALID;
    const magic = bytes.readUInt32LE(at);
    if (magic >>> 4 === SKIPPABLE >>> 4) {
      at += 8 + bytes.readUInt32LE(at + 4);
      if (at > bytes.length) return INVALID;
      continue;
    }
    const head = magic === MAGIC ? headAt(bytes, at) : null;
    if (head === null || head.window > limits.window) return INVALID;
    const rest = restAt(bytes, head);
    if (rest === null) return INVALID;
    const window = head.single ? head.window : smaller(bytes, at, head.window, rest.count * LARGEST_BLOCK);
    windows += Math.max(window, LEAST_WINDOW);
    moved += window * rest.count;
    if (windows > WINDOWS * least || moved > MOVES * least) return COSTLY;
    frames.push({ bytes: bytes.subarray(at, rest.end), blocks: head.blocks - at, window });
    at = rest.end;
  }
  return frames.length > 0 ? { kind: "frames", frames } : INVALID;
}

interface Head {
  readonly window: number;
  /** Whether the window is the size of all that comes out. */
  readonly single: boolean;
  readonly blocks: number;
  readonly checked: boolean;
}

/** null if there is no frame that may be decoded. */
function headAt(bytes: Buffer, start: number): Head | null {
  const descriptor = bytes[start + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const at = start + 5;
  const sizeAt = at + (single ? 0 : 1) + idBytes;
  const blocks = sizeAt + sizeBytes;
  // Reserved bits and dictionaries need an agreement between the two sides.
  if ((descriptor & 0x08) !== 0 || idBytes > 0 || blocks > bytes.length) return null;
  const window = single ? sizeIn(bytes, sizeAt, sizeBytes) : windowIn(bytes[at] ?? 0);
  return { window, single, blocks, checked: (descriptor & 0x04) !== 0 };
}

/** How many blocks there are, and where the frame ends; null if it does not. */
function restAt(bytes: Buffer, { blocks, checked, single, window }: Head): { count: number; end: number } | null {
  let count = 0;
  for (let at = blocks; ; ) {
    const next = endOfBlock(bytes, at);
    if (next < 0) return null;
    count++;
    if (((bytes[at] ?? 0) & 1) === 0) {
      at = next;
      continue;
    }
    const end = next + (checked ? 4 : 0);
    // What is declared must be able to come out of so many blocks.
    return end > bytes.length || (single && window > count * LARGEST_BLOCK) ? null : { count, end };
  }
}

/** -1 if there is no block, or if it is larger than the standard allows. */
export function endOfBlock(bytes: Buffer, at: number): number {
  if (at + 3 > bytes.length) return -1;
  const header = bytes.readUIntLE(at, 3);
  const kind = (header >> 1) & 3;
  const size = header >> 3;
  if (kind === 3 || size > LARGEST_BLOCK) return -1;
  // A block of type 1 is one byte that is repeated.
  const end = at + 3 + (kind === 1 ? 1 : size);
  return end > bytes.length ? -1 : end;
}

/** Declares the window that is needed, if it is smaller. */
function smaller(bytes: Buffer, start: number, declared: number, needed: number): number {
  const log = Math.ceil(Math.log2(Math.max(needed, 1024)));
  if (2 ** log >= declared) return declared;
  bytes[start + 5] = (log - 10) << 3;
  return 2 ** log;
}

function windowIn(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function sizeIn(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}
