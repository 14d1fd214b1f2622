/** A promise that is settled from outside: one side of a test waits for the other. */
export interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
}

export function deferred<T = void>(): Deferred<T> {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, resolve: (value) => settle?.(value) };
}

/** Values that arrive whenever they do, taken one by one. */
export interface Mailbox<T> {
  readonly all: readonly T[];
  put(value: T): void;
  /** The next value that nobody took yet; waits for it. */
  next(): Promise<T>;
  /** Forgets what nobody took. */
  skip(): void;
}

export function mailbox<T>(): Mailbox<T> {
  const all: T[] = [];
  const waiting: ((value: T) => void)[] = [];
  let taken = 0;
  return {
    all,
    put(value) {
      all.push(value);
      const waiter = waiting.shift();
      if (waiter === undefined) return;
      taken += 1;
      waiter(value);
    },
    next() {
      if (taken < all.length) {
        const value = all[taken] as T;
        taken += 1;
        return Promise.resolve(value);
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    skip() {
      taken = all.length;
    },
  };
}
