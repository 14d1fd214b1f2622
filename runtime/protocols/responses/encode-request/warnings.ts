import type { Ask } from "../../model/ask.ts";

/** `name`: as the client calls it. */
export function ignored(name: string): string {
  return `${name}: not a parameter of /responses, ignored`;
}

/** What the model has a word for and /responses has none. */
export function warnOfSampling({ stop, sampling, words }: Ask, warnings: string[]): void {
  if (stop.length > 0) warnings.push(ignored(words.stop));
  if (sampling.seed !== null) warnings.push(ignored(words.seed));
  if (sampling.topK !== null) warnings.push(ignored(words.topK));
}

export function leftOut(place: string): string {
  return `${place}: not available at /responses, left out`;
}
