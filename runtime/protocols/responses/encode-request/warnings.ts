import type { Ask } from "../../model/ask.ts";

/** `name`: the client's name for it. */
export function ignored(name: string): string {
  return `${name}: not a parameter of /responses, ignored`;
}

/** Members of the model that /responses does not have. */
export function warnOfSampling({ stop, sampling, words }: Ask, warnings: string[]): void {
  if (stop.length > 0) warnings.push(ignored(words.stop));
  if (sampling.seed !== null) warnings.push(ignored(words.seed));
  if (sampling.topK !== null) warnings.push(ignored(words.topK));
}

export function leftOut(place: string): string {
  return `${place}: not available at /responses, left out`;
}
