/** A map that forgets: the least recently used entry goes first, and nothing is kept beyond its lifetime. */
export interface Recent<V> {
  /** null if it was never there, was forgotten or is too old. */
  get(key: string): V | null;
  /** `size` in bytes; a value larger than the total limit is not stored. */
  put(key: string, value: V, size: number): void;
  delete(key: string): void;
}

export interface RecentLimits {
  readonly count: number;
  /** Of all values together. */
  readonly bytes: number;
  /** The lifetime of a value, in milliseconds. */
  readonly lasts: number;
}

interface Entry<V> {
  readonly value: V;
  readonly size: number;
  readonly until: number;
}

/** `now` in milliseconds, on a monotonic clock. */
export function createRecent<V>(limits: RecentLimits, now: () => number): Recent<V> {
  /** Least recently used first. */
  const entries = new Map<string, Entry<V>>();
  let bytes = 0;

  const drop = (key: string): void => {
    bytes -= entries.get(key)?.size ?? 0;
    entries.delete(key);
  };

  return {
    get(key) {
      const found = entries.get(key);
      if (found === undefined) return null;
      if (found.until <= now()) {
        drop(key);
        return null;
      }
      entries.delete(key);
      entries.set(key, found);
      return found.value;
    },
    put(key, value, size) {
      drop(key);
      if (size > limits.bytes) return;
      entries.set(key, { value, size, until: now() + limits.lasts });
      bytes += size;
      for (const oldest of entries.keys()) {
        if (entries.size <= limits.count && bytes <= limits.bytes) break;
        drop(oldest);
      }
    },
    delete: drop,
  };
}
