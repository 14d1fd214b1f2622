/** What a request in the model becomes for a chat backend. */
import type { Backend } from "../../../runtime/contract/backend.ts";
import {
  type EncodedChatRequest,
  encodeChatRequest,
} from "../../../runtime/protocols/chat/encode-request/encode-request.ts";
import { traitsOf } from "../../../runtime/protocols/chat/encode-request/traits.ts";
import type { Ask } from "../../../runtime/protocols/model/ask.ts";
import { targetOf } from "../../support/translation-target.ts";
import { chatBackend } from "../translate/support/translate-responses.ts";
import { askOf } from "./ask.ts";

type Encoded = Extract<EncodedChatRequest, { kind: "encoded" }>;

/** A server of open models, unless it is another one. */
export function encode(changes: Partial<Ask>, backend: Backend = chatBackend()): EncodedChatRequest {
  return encodeChatRequest(askOf(changes), "m", traitsOf(targetOf(backend)));
}

export function encoded(changes: Partial<Ask>, backend?: Backend): Encoded {
  const made = encode(changes, backend);
  if (made.kind === "refused") throw new Error(made.error.message);
  return made;
}

export function refusedWith(changes: Partial<Ask>, backend?: Backend): string | null {
  const made = encode(changes, backend);
  return made.kind === "refused" ? made.error.message : null;
}

/** Without the model and the messages. */
export function parametersOf(changes: Partial<Ask>, backend?: Backend): object {
  const { model: _, messages: __, ...parameters } = encoded(changes, backend).fields;
  return parameters;
}
