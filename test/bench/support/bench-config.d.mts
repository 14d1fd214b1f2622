export function benchConfig(options: { readonly upstreamPort: number; readonly auth: boolean }): string;
