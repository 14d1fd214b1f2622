const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PIECE =
  /(\d{1,12}(?:\.\d{1,12})?) ?(ms|milliseconds?|msecs?|s|seconds?|secs?|m|minutes?|mins?|h|hours?|hrs?|d|days?)(?![a-z])/iy;
const BETWEEN = /(?:,? and |, | )?(?=\d)/y;

/** A duration that starts at `start`: `20s`, `6m0s`, `120ms`, `1.5 seconds`, `4 minutes and 30 seconds`. */
export function durationAt(text: string, start: number): { readonly ms: number; readonly end: number } | null {
  let ms: number | null = null;
  let end = start;
  let at = start;
  for (;;) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text);
    if (piece === null) break;
    const [whole, amount = "", unit = ""] = piece;
    ms = (ms ?? 0) + Number(amount) * (UNITS[shortUnit(unit.toLowerCase())] ?? 0);
    end = at + whole.length;
    BETWEEN.lastIndex = end;
    const between = BETWEEN.exec(text);
    if (between === null) break;
    at = end + between[0].length;
  }
  return ms === null ? null : { ms, end };
}

function shortUnit(unit: string): string {
  return unit.startsWith("ms") || unit.startsWith("mil") ? "ms" : unit.charAt(0);
}
