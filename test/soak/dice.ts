/** A number from 0 to 1 that depends only on its arguments, so that each request has the same faults in every run. */
export function roll(seed: number, ...parts: readonly (number | string)[]): number {
  let hash = seed | 0;
  for (const character of parts.join("/")) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  return ((hash ^ (hash >>> 15)) >>> 0) / 2 ** 32;
}

/** One of `list`, by a roll. */
export function pick<T>(list: readonly T[], rolled: number): T {
  const one = list[Math.floor(rolled * list.length)];
  if (one === undefined) throw new Error("a roll is below 1, and a list has something in it");
  return one;
}
