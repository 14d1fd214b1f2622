/** The output's items of one kind, in the order in which they arrived. */
export interface Items<T> {
  /** The item that starts. */
  open(id: unknown, index: unknown): T;
  /** The item that an event is about. */
  at(id: unknown, index: unknown): T;
  /** The item that is now complete; a later one in the same position is a different one. */
  close(id: unknown, index: unknown): T;
  /** An item of the complete response: its n-th of this kind. */
  nth(id: unknown, n: number): T;
}

interface Entry<T> {
  readonly index: unknown;
  readonly item: T;
  open: boolean;
}

/**
 * Some servers number items incorrectly, or give each event about an item a new id: a known id is trusted, otherwise the
 * position in the output is used.
 */
export function itemsOf<T>(create: () => T): Items<T> {
  const all: Entry<T>[] = [];
  const byId = new Map<unknown, Entry<T>>();

  const add = (id: unknown, index: unknown): Entry<T> => {
    const entry = { index, item: create(), open: true };
    all.push(entry);
    if (typeof id === "string") byId.set(id, entry);
    return entry;
  };
  const known = (id: unknown, index: unknown): Entry<T> =>
    byId.get(id) ?? all.findLast((entry) => entry.open && entry.index === index) ?? add(id, index);

  return {
    open: (id, index) => (byId.get(id) ?? add(id, index)).item,
    at: (id, index) => known(id, index).item,
    close(id, index) {
      const entry = known(id, index);
      entry.open = false;
      return entry.item;
    },
    nth: (id, n) => (byId.get(id) ?? all[n] ?? add(id, n)).item,
  };
}
