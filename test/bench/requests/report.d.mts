export interface Measured {
  readonly id: string;
  readonly costs: readonly number[];
  readonly failed: number;
}
export interface Compared {
  readonly id: string;
  readonly failed: number;
  readonly turns: number;
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number } | null;
}
export interface Column {
  readonly id: string;
  readonly title: string;
}
export interface Row {
  readonly name: string;
  readonly ratios: readonly Compared[];
}
export function ratiosOf(targets: readonly Measured[]): Compared[];
export function tableOf(columns: readonly Column[], rows: readonly Row[]): string;
export function faultsOf(columns: readonly Column[], rows: readonly Row[]): string[];
