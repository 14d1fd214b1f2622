/** The environment, injected. A variable that is set to blank text counts as unset. */
export type Env = Readonly<Record<string, string | undefined>>;

/** A variable's value, without the line break at the end of secrets from files; null if it is unset. */
export function envValue(env: Env, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === "" ? null : value;
}
