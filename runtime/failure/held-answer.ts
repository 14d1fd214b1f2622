/** An upstream's answer, whole. */
export interface HeldAnswer {
  readonly status: number;
  /** Names and values in turn, what may go down; whoever sends the answer adds to them. */
  readonly headers: string[];
  readonly body: Buffer;
}
