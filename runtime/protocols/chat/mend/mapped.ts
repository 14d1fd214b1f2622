/** Like `map`, but gives the same list if no entry changes. */
export function mapped(list: readonly unknown[], change: (entry: unknown, at: number) => unknown): readonly unknown[] {
  let changed: unknown[] | null = null;
  for (const [at, entry] of list.entries()) {
    const now = change(entry, at);
    if (now === entry) continue;
    changed ??= [...list];
    changed[at] = now;
  }
  return changed ?? list;
}
