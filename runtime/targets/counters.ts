/** Where the rotations of one server stand. */
export interface Counters {
  /** By `Rotation.counter`. */
  readonly rotations: number[];
  /** By `Backend.index`: which key is next where the backend is asked first. */
  readonly keys: number[];
  /**
   * By `Backend.index`: which key is next where another backend is asked before. Were it one counter, backends that take
   * turns would turn it in step with that, and half of the keys would never be the first.
   */
  readonly spares: number[];
}
