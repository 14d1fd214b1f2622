/** What the terminal writes to: stdout or stderr, or a recording of it in a test. */
export interface Stream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}
