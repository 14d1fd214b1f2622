/** Engines read any depth of JSON; newer ones write any as well. */
export function canBeWritten(text: string): boolean {
  const value: unknown = JSON.parse(text);
  try {
    return JSON.stringify(value) !== "";
  } catch {
    return false;
  }
}
