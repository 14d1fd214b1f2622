/**
 * Whether an upstream names its model in this header. Clients that asked for the model by another name must not see it: the
 * Codex CLI compares the two, and tells its user that the account was flagged.
 */
export function namesModel(header: string): boolean {
  return `${header}-`.includes("-model-") || header === "x-ms-deployment-name";
}

/** Takes such headers out of a list of alternating names and values, in place. */
export function dropModelNames(headers: string[]): void {
  for (let i = headers.length - 2; i >= 0; i -= 2) if (namesModel(headers[i] ?? "")) headers.splice(i, 2);
}
