/** The output's items of one kind, in the order in which they came. */
export interface Items<T> {
  /** The one that begins. */
  open(id: unknown, index: unknown): T;
  /** The one that an event is about. */
  at(id: unknown, index: unknown): T;
  /** The one that is whole; what else comes at its place is another. */
  close(id: unknown, index: unknown): T;
  /** That of the whole response: its n-th of this kind. */
  nth(id: unknown, n: number): T;
}

interface Entry<T> {
  readonly index: unknown;
  readonly item: T;
  open: boolean;
}

/**
 * Servers number items badly and give each event about an item an id of its own: an id that is known is believed, else
 * the place in the output.
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
