export interface Found {
  readonly missing: readonly string[];
  readonly isRoot: boolean;
  readonly hasApt: boolean;
}
export type Plan =
  | { readonly kind: "ready" }
  | { readonly kind: "install"; readonly packages: readonly string[] }
  | { readonly kind: "tell"; readonly message: string };
export function planFor(found: Found): Plan;
