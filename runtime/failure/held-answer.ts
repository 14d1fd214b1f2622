/** A complete answer of an upstream. */
export interface HeldAnswer {
  readonly status: number;
  /** Alternating names and values, only those that the client may see; whoever sends the answer adds to them. */
  readonly headers: string[];
  readonly body: Buffer;
  /** Whether it is an error that the client is to get in a stream, where the upstream reported it. */
  readonly asEvents?: boolean;
}
