import type { Body } from "../../body/read-model.ts";
import type { GatewayError } from "../../errors.ts";
import type { Outcome } from "../../failure/outcome.ts";
import type { Frontend } from "../../protocols/endpoints/frontend.ts";
import type { JsonObject } from "../../protocols/json/json-object.ts";
import type { Endpoint } from "../../targets/endpoint.ts";
import type { UpstreamEvents } from "../../wire/upstream.ts";

/** What only its issuer can read: encrypted reasoning, and compacted conversations. */
export interface Issuers {
  /** Whether a client's body has to be parsed for a target, because something in it may have to be changed. */
  concerns(input: { readonly at: Frontend; readonly body: Body; readonly bare: boolean }): boolean;
  /** The body for one target: without marks, and without what the target cannot read. */
  fieldsFor(input: IssuedFields): ReadableFields;
  /** Whether a target has refused a request because of something that it cannot read. */
  cannotRead(outcome: Outcome): boolean;
  /** Returns the handler that an answer passes through, in which its items are marked. `path`: of the request. */
  mark(path: string, issuer: string, events: UpstreamEvents): UpstreamEvents;
}

export type ReadableFields =
  | { readonly kind: "fields"; readonly fields: JsonObject }
  | { readonly kind: "refused"; readonly error: GatewayError };

export interface IssuedFields {
  /** The target's endpoint. */
  readonly at: Frontend;
  /** The body in the target's protocol. Must not be changed. */
  readonly fields: JsonObject;
  readonly endpoint: {
    readonly instance: Pick<Endpoint["instance"], "name">;
    readonly backend: Pick<Endpoint["backend"], "type">;
  };
  /** Whether all reasoning is left out, because the target has refused it. */
  readonly bare: boolean;
}
