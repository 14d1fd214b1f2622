/** Cuts a text anywhere, also inside a character; `dice` says how long the pieces are, and may not be empty. */
export function cut(value: string, dice: readonly number[]): string[] {
  const pieces: string[] = [];
  for (let at = 0, turn = 0; at < value.length; turn++) {
    const length = (dice[turn % dice.length] ?? 0) + 1;
    pieces.push(value.slice(at, at + length));
    at += length;
  }
  return pieces;
}
