/**
 * Finds the frames of zstd data: https://www.rfc-editor.org/rfc/rfc8878#section-3.1. The decoder in JavaScript trusts the
 * window size that a frame declares, which may be gigabytes, so it is checked first.
 */

const MAGIC = 0xfd2fb528;
/** The last four bits can have any value. */
const SKIPPABLE = 0x184d2a50;

/**
 * The most that the windows of all frames may add up to: the decoder allocates one for each, which takes longer than reading
 * it.
 */
const ALL_WINDOWS = 2 ** 31;
/** What a frame costs at least, however small its window. */
const LEAST_WINDOW = 65_536;

interface Frame {
  readonly end: number;
  readonly window: number;
}

/**
 * The frames that hold data; null if this is not zstd, is cut off, or declares windows above `maxWindow` bytes or too many
 * of them.
 */
export function framesOf(bytes: Buffer, maxWindow: number): readonly Buffer[] | null {
  const frames: Buffer[] = [];
  let at = 0;
  let windows = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return null;
    const magic = bytes.readUInt32LE(at);
    if (magic >>> 4 === SKIPPABLE >>> 4) {
      at += 8 + bytes.readUInt32LE(at + 4);
      if (at > bytes.length) return null;
      continue;
    }
    const frame = magic === MAGIC ? frameAt(bytes, at) : null;
    if (frame === null || frame.end > bytes.length || frame.window > maxWindow) return null;
    windows += Math.max(frame.window, LEAST_WINDOW);
    if (windows > ALL_WINDOWS) return null;
    frames.push(bytes.subarray(at, frame.end));
    at = frame.end;
  }
  return frames.length > 0 ? frames : null;
}

/** null if there is no frame that may be decoded. */
function frameAt(bytes: Buffer, start: number): Frame | null {
  const descriptor = bytes[start + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  let at = start + 5;
  const sizeAt = at + (single ? 0 : 1) + idBytes;
  // Reserved bits and dictionaries need an agreement between the two sides.
  if ((descriptor & 0x08) !== 0 || idBytes > 0 || sizeAt + sizeBytes > bytes.length) return null;
  const window = single ? sizeIn(bytes, sizeAt, sizeBytes) : windowIn(bytes[at] ?? 0);
  at = sizeAt + sizeBytes;
  for (;;) {
    if (at + 3 > bytes.length) return null;
    const header = bytes.readUIntLE(at, 3);
    const kind = (header >> 1) & 3;
    if (kind === 3) return null;
    // A block of type 1 is one byte that is repeated.
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if ((header & 1) === 1) return { end: at + ((descriptor & 0x04) === 0 ? 0 : 4), window };
  }
}

function windowIn(byte: number): number {
  const base = 2 ** (10 + (byte >> 3));
  return base + (base / 8) * (byte & 7);
}

function sizeIn(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at));
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0);
}
