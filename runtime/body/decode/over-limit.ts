/** A decoder produced more than the limit, or would take more than it allows. */
export class OverLimit extends Error {
  readonly kind: "bytes" | "windows";

  constructor(kind: OverLimit["kind"]) {
    super();
    this.kind = kind;
  }
}
