export interface BenchOptions {
  readonly kind: "run";
  readonly rows: readonly string[];
  readonly before: string | null;
  readonly auth: boolean;
  readonly portkey: boolean;
  readonly node: string;
  readonly rounds: number;
  readonly turns: number;
  readonly slice: number;
  readonly json: string | null;
}
export const HELP: string;
export function parseOptions(
  argv: readonly string[],
): BenchOptions | { readonly kind: "help" } | { readonly kind: "wrong"; readonly message: string };
