/** Seconds; null means no limit. */
export interface Timeouts {
  /** TCP and TLS. */
  readonly connect: number;
  /** From the request to the headers of the answer. */
  readonly header: number | null;
  /** From the request to the last byte of the answer. */
  readonly total: number | null;
  /** From the request to the first generated token. */
  readonly firstToken: number | null;
  /** Between two pieces of a streamed answer. */
  readonly streamIdle: number | null;
  /** In a streamed answer, after everything that was asked for; 15 if it is left out. */
  readonly streamEnd?: number;
}
