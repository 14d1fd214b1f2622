/**
 * Where the frames of zstd data stand, by https://www.rfc-editor.org/rfc/rfc8878#section-3.1. The decoder in JavaScript
 * believes what a frame says of its window, which may be gigabytes, so that is looked at before it.
 */

const MAGIC = 0xfd2fb528;
/** The last four bits are free. */
const SKIPPABLE = 0x184d2a50;

/** The frames that hold data; null where this is no zstd, is cut off, or wants a window above `maxWindow` bytes. */
export function framesOf(bytes: Buffer, maxWindow: number): readonly Buffer[] | null {
  const frames: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return null;
    const magic = bytes.readUInt32LE(at);
    const skips = magic >>> 4 === SKIPPABLE >>> 4;
    const end = skips ? at + 8 + bytes.readUInt32LE(at + 4) : magic === MAGIC ? endOfFrame(bytes, at, maxWindow) : -1;
    if (end < 0 || end > bytes.length) return null;
    if (!skips) frames.push(bytes.subarray(at, end));
    at = end;
  }
  return frames.length > 0 ? frames : null;
}

/** −1 where there is none that may be decoded. */
function endOfFrame(bytes: Buffer, start: number, maxWindow: number): number {
  const descriptor = bytes[start + 4] ?? 0;
  const single = (descriptor & 0x20) !== 0;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag === 0 ? (single ? 1 : 0) : 1 << sizeFlag;
  const idBytes = [0, 1, 2, 4][descriptor & 3] ?? 0;
  let at = start + 5;
  const sizeAt = at + (single ? 0 : 1) + idBytes;
  // Reserved bits and dictionaries are for those who have agreed on them.
  if ((descriptor & 0x08) !== 0 || idBytes > 0 || sizeAt + sizeBytes > bytes.length) return -1;
  const window = single ? sizeIn(bytes, sizeAt, sizeBytes) : windowIn(bytes[at] ?? 0);
  if (window > maxWindow) return -1;
  at = sizeAt + sizeBytes;
  for (;;) {
    if (at + 3 > bytes.length) return -1;
    const header = bytes.readUIntLE(at, 3);
    const kind = (header >> 1) & 3;
    if (kind === 3) return -1;
    // A block of the kind 1 is one byte that is repeated.
    at += 3 + (kind === 1 ? 1 : header >> 3);
    if ((header & 1) === 1) return at + ((descriptor & 0x04) === 0 ? 0 : 4);
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
