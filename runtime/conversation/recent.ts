/** A map that forgets: what was not used for longest goes first, and nothing stays longer than it is good for. */
export interface Recent<V> {
  /** null if it never was there, was forgotten or is too old. */
  get(key: string): V | null;
  /** `size` in bytes; what is larger than all may be together is not kept. */
  put(key: string, value: V, size: number): void;
  delete(key: string): void;
}

export interface RecentLimits {
  readonly count: number;
  /** Of all values together. */
  readonly bytes: number;
  /** Milliseconds that a value is good for. */
  readonly lasts: number;
}

interface Entry<V> {
  readonly value: V;
  readonly size: number;
  readonly until: number;
}

/** `now` in milliseconds, on a clock that never jumps. */
export function createRecent<V>(limits: RecentLimits, now: () => number): Recent<V> {
  /** From the one not used for longest on. */
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
