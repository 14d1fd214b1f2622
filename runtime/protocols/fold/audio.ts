import { first, type Growing, joined, latest, members } from "./growing.ts";

/** Combines `delta.audio` into `message.audio`. */
export function growingAudio(): Growing {
  return members((key) => {
    if (key === "data") return growingBase64();
    if (key === "id") return first();
    return key === "transcript" ? joined() : latest();
  });
}

/** Each piece may be complete base64, with padding, or part of one text. */
function growingBase64(): Growing {
  const pieces: string[] = [];
  return {
    add(piece) {
      if (typeof piece === "string") pieces.push(piece);
    },
    value() {
      const alone = pieces.every((piece) => piece.length % 4 === 0);
      return alone
        ? Buffer.concat(pieces.map((piece) => Buffer.from(piece, "base64"))).toString("base64")
        : pieces.join("");
    },
  };
}
