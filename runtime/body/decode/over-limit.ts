/** A decoder produced more than the limit. */
export class OverLimit extends Error {}
