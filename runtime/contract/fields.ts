import type { Protocol } from "./protocol.ts";

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What the config says of other body fields of a text request. What is left out changes nothing. */
export interface FieldRules {
  /** Fields with their values, for requests that do not have them. */
  readonly body?: Readonly<Record<string, Json>>;
  /**
   * Headers of the client, in lower case, by the field that their value becomes: a name, or that of an object and of a member
   * behind a dot.
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields that are never sent. */
  readonly drop?: readonly string[];
  /** Fields that the server is known to refuse, and that are not sent either. */
  readonly refused?: Readonly<Partial<Record<Protocol, readonly string[]>>>;
}
