/** Pieces of a body are cut wherever a read ends: also within a letter, even more than once. */
import { isUtf8 } from "node:buffer";
import { describe, expect, test } from "vitest";
import { isUtf8Payload } from "../../runtime/body/scan/utf8.ts";

const letters = {
  "one byte": "a",
  "two bytes": "é",
  "three bytes": "€",
  "three bytes, the first of them the least": "ࠀ",
  "four bytes": "😀",
};

/** All ways to cut bytes into pieces, among them pieces of nothing. */
function* cutsOf(bytes: Buffer): Generator<readonly Buffer[]> {
  for (let places = 0; places < 1 << (bytes.length - 1); places += 1) {
    const pieces: Buffer[] = [];
    let from = 0;
    for (let at = 1; at < bytes.length; at += 1) {
      if ((places & (1 << (at - 1))) === 0) continue;
      pieces.push(bytes.subarray(from, at));
      from = at;
    }
    pieces.push(bytes.subarray(from));
    yield pieces;
    yield pieces.flatMap((piece) => [Buffer.alloc(0), piece]);
  }
}

function expectAsWhole(bytes: Buffer): void {
  for (const pieces of cutsOf(bytes)) {
    const found = isUtf8Payload({ pieces, length: bytes.length });
    expect(found, pieces.map((piece) => piece.toString("hex")).join(" ")).toBe(isUtf8(bytes));
  }
}

describe.each(Object.entries(letters))("a letter of %s", (_, letter) => {
  const whole = Buffer.from(letter);

  test.each(["", "x"])("is one however it is cut, before %j", (after) => {
    for (const before of ["", "x", "é", "€"]) expectAsWhole(Buffer.from(before + letter + after));
  });

  test("is incomplete without its last byte", () => {
    for (let length = 1; length < whole.length; length += 1) {
      for (const after of ["", "x", "é"]) expectAsWhole(Buffer.concat([whole.subarray(0, length), Buffer.from(after)]));
    }
  });

  test("is invalid with an additional or a different byte", () => {
    expectAsWhole(Buffer.concat([whole, Buffer.from([0x80])]));
    for (let at = 0; at < whole.length; at += 1) {
      for (const byte of [0x80, 0xbf, 0xc0, 0xe0, 0xf0, 0xf8, 0xff]) {
        const spoilt = Buffer.from(whole);
        spoilt[at] = byte;
        expectAsWhole(Buffer.concat([spoilt, Buffer.from("x")]));
      }
    }
  });
});

test("no pieces are valid", () => {
  expect(isUtf8Payload({ pieces: [], length: 0 })).toBe(true);
});
