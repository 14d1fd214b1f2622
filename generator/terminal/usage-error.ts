/** Wrong usage: the message is shown with a hint at `--help`, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
