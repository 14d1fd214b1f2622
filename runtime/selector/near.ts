/** The names most similar to an unknown one, nearest first, at most three. */
export function nearNames(wrong: string, names: readonly string[]): readonly string[] {
  const limit = Math.min(4, Math.max(2, Math.floor(wrong.length / 3)));
  return names
    .map((name) => ({ name, distance: editDistance(wrong.toLowerCase(), name.toLowerCase(), limit) }))
    .filter(({ name, distance }) => distance <= limit && distance < name.length)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance; anything above `limit` is returned as `limit + 1`. */
function editDistance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let same = 0;
  while (same < left.length && left[same] === right[same]) same++;
  const a = left.slice(same);
  const b = right.slice(same);
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    // An unknown name is compared with every known name, so hopeless comparisons must end early.
    if (Math.min(...next) > limit) return limit + 1;
    row = next;
  }
  return row[b.length] ?? limit + 1;
}
