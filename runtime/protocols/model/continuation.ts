import type { Protocol } from "../../contract.ts";

/**
 * Opaque state of a provider that a client sends back so that the model can go on thinking: `encrypted_content`, a thinking
 * signature. Nobody but its issuer can read it.
 */
export interface Continuation {
  /** The protocol in which it was issued. */
  readonly from: Protocol;
  /** The provider's id of the item that holds it; null where it has none. */
  readonly id: string | null;
  readonly data: string;
}
