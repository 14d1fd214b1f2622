import type { Settings } from "../../contract/settings.ts";

/** What a body may hold that has to be read whole. One that is passed on as it came has no such limits. */
export interface WholeLimits {
  /** Without what stands in long texts. */
  readonly bytes: number;
  /** Items of lists, keys and values of objects, and the objects and lists themselves; see `mostValues`. */
  readonly values: number;
}

export const USUAL_LIMITS: WholeLimits = { bytes: 4_194_304, values: 100_000 };

export function wholeLimits({ maxParsedBodyBytes, maxParsedValues }: Settings["server"]): WholeLimits {
  return { bytes: maxParsedBodyBytes ?? USUAL_LIMITS.bytes, values: maxParsedValues ?? USUAL_LIMITS.values };
}

/** In bytes: a body that long may have one value more, since what it takes is seen beside its size. */
export const BYTES_OF_A_VALUE = 40;

/** How many values a body of a length may have. */
export function mostValues({ bytes, values }: WholeLimits, length: number): number {
  return values + Math.floor(Math.min(bytes, length) / BYTES_OF_A_VALUE);
}

/** Objects and lists within each other. Deeper ones could exhaust the stack. */
export const DEEPEST = 500;
