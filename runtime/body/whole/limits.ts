import type { Settings } from "../../contract/settings.ts";

/** What a body may hold that has to be read whole. One that is passed on as it came has no such limits. */
export interface WholeLimits {
  /** Without what stands in long texts. */
  readonly bytes: number;
  /** Members of objects and items of lists, and the objects and lists themselves. */
  readonly values: number;
}

export const USUAL_LIMITS: WholeLimits = { bytes: 4_194_304, values: 100_000 };

export function wholeLimits({ maxParsedBodyBytes, maxParsedValues }: Settings["server"]): WholeLimits {
  return { bytes: maxParsedBodyBytes ?? USUAL_LIMITS.bytes, values: maxParsedValues ?? USUAL_LIMITS.values };
}

/** Objects and lists within each other. Deeper ones could exhaust the stack. */
export const DEEPEST = 500;
