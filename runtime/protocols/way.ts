import type { Backend } from "../contract.ts";
import { chatCompletions } from "./endpoints/chat-completions.ts";
import type { Frontend } from "./endpoints/frontend.ts";
import { responses } from "./endpoints/responses.ts";
import { chatToResponses } from "./translate/chat-to-responses/translation.ts";
import { responsesToChat } from "./translate/responses-to-chat/translation.ts";
import type { Translation } from "./translate/translation.ts";

/** How a request goes up: the endpoint of the API that the backend is asked at, and what it takes to get there. */
export interface Way {
  readonly at: Frontend;
  /** null: as the client sent it. */
  readonly translation: Translation | null;
}

const TO_RESPONSES: Way = { at: responses, translation: chatToResponses };
const TO_CHAT: Way = { at: chatCompletions, translation: responsesToChat };
const AS_IT_IS = new Map<Frontend, Way>();

/** null where the backend has nothing of the kind: a ChatGPT login has no embeddings. */
export function wayTo(frontend: Frontend, backend: Backend): Way | null {
  const { protocol } = frontend;
  if (protocol !== null && protocol !== backend.protocol) return protocol === "chat" ? TO_RESPONSES : TO_CHAT;
  return protocol === null && backend.kind === "codex" ? null : asItIs(frontend);
}

function asItIs(frontend: Frontend): Way {
  let way = AS_IT_IS.get(frontend);
  if (way === undefined) {
    way = { at: frontend, translation: null };
    AS_IT_IS.set(frontend, way);
  }
  return way;
}
