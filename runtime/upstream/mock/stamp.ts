/** What differs between answers. */
export interface Stamp {
  /** Counts the requests of the process, starting at 1. */
  readonly number: number;
  /** Unix seconds. */
  readonly created: number;
}
