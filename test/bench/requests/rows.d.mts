export const ROWS: Readonly<
  Record<string, { readonly what: string; readonly body: string; readonly connections: number }>
>;
export function isStream(row: string): boolean;
