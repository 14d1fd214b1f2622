/** A value that a stream brings in pieces: texts and lists grow, anything else is replaced. */
export interface Growing {
  add(piece: unknown): void;
  value(): unknown;
}

export function growing(): Growing {
  let texts: string[] | null = null;
  let items: unknown[] | null = null;
  let last: unknown = null;
  return {
    add(piece) {
      if (piece === null || piece === undefined) return;
      if (typeof piece === "string") {
        texts ??= [];
        texts.push(piece);
      } else if (Array.isArray(piece)) {
        items ??= [];
        for (const item of piece) items.push(item);
      } else {
        last = piece;
      }
    },
    value: () => items ?? texts?.join("") ?? last,
  };
}
