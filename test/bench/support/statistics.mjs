/** What the benchmarks compute from their samples. */

/** The value below which `share` of the samples lie, between two of them if need be; NaN of none. */
export function quantile(samples, share) {
  if (samples.length === 0) return Number.NaN;
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  return low + (sorted[Math.ceil(at)] - low) * (at % 1);
}

export const median = (samples) => quantile(samples, 0.5);
