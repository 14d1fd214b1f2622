/** Times in which this process, which plays the upstreams, does not run: any upstream may be late then. */
export interface Lateness {
  /** Whether there was such a time between the two, on the clock of `performance.now()`. */
  during(from: number, to: number): boolean;
  stop(): void;
}

/** Milliseconds; the limits of the config are a few times that. */
const LATE = 400;
const LOOK_EVERY = 20;

export function watchLateness(): Lateness {
  const late: { readonly from: number; readonly to: number }[] = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > LATE) late.push({ from: last, to: now });
    last = now;
  }, LOOK_EVERY);
  return {
    during: (from, to) => late.some((one) => one.from < to && one.to > from),
    stop: () => clearInterval(timer),
  };
}
