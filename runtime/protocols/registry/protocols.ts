import type { Protocol } from "../../contract.ts";
import { chatCompletions } from "../endpoints/chat-completions.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { responses } from "../endpoints/responses.ts";
import { chatToResponses } from "../translate/chat-to-responses/translation.ts";
import { responsesToChat } from "../translate/responses-to-chat/translation.ts";
import type { Translation } from "../translate/translation.ts";

/** What there is of a protocol. */
export interface RegisteredProtocol {
  /** Where its clients post to, and where a backend that speaks it is asked. */
  readonly endpoint: Frontend;
  /** How clients of other protocols reach a backend that speaks this one, by the client's protocol. */
  readonly from: Readonly<Partial<Record<Protocol, Translation>>>;
}

/** Every protocol in which a model can be asked. */
export const PROTOCOLS: Readonly<Record<Protocol, RegisteredProtocol>> = {
  chat: { endpoint: chatCompletions, from: { responses: responsesToChat } },
  responses: { endpoint: responses, from: { chat: chatToResponses } },
};
