export interface Processors {
  readonly processors: readonly number[];
}
export interface Load extends Processors {
  readonly count: number;
  readonly load: number;
}
export function processorsIn(list: string): number[];
export function placesOn(machine: Processors): { readonly proxy: number | null; readonly other: number | null };
export function warningsFor(machine: Load): string[];
