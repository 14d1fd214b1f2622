import type { Protocol } from "../../contract/protocol.ts";

/**
 * A provider's opaque state that a client sends back so that the model can continue its reasoning: `encrypted_content`, a
 * thinking signature. Only its issuer can read it.
 */
export interface Continuation {
  /** The protocol in which it was issued. */
  readonly from: Protocol;
  /** The provider's id of the item that contains it; null if it has none. */
  readonly id: string | null;
  readonly data: string;
}
