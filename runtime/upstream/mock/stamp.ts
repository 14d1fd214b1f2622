/** What makes one answer differ from the next. */
export interface Stamp {
  /** Counts the requests of the process from 1. */
  readonly number: number;
  /** Unix seconds. */
  readonly created: number;
}
