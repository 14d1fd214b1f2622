/** What a request in the model becomes for a backend that speaks Responses. */
import type { JsonObject } from "../../../runtime/protocols/json/json-object.ts";
import type { Ask } from "../../../runtime/protocols/model/ask.ts";
import {
  type EncodedResponsesRequest,
  encodeResponsesRequest,
} from "../../../runtime/protocols/responses/encode-request/encode-request.ts";
import { askOf } from "./ask.ts";

/** For a model that does not reason, unless it is another one. */
export function encode(changes: Partial<Ask>, model = "gpt-4o"): EncodedResponsesRequest {
  return encodeResponsesRequest(askOf(changes), model);
}

export function encoded(changes: Partial<Ask>, model?: string): Extract<EncodedResponsesRequest, { kind: "encoded" }> {
  const made = encode(changes, model);
  if (made.kind === "refused") throw new Error(made.error.message);
  return made;
}

/** Without what every request has. */
export function parametersOf(changes: Partial<Ask>): JsonObject {
  const { model: _, input: __, include: ___, store: ____, ...parameters } = encoded(changes).fields;
  return parameters;
}

export function inputOf(turns: Ask["turns"]): unknown {
  return encoded({ turns }).fields.input;
}
