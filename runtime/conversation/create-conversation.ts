import type { Observer } from "../observe/observer.ts";
import type { HandleTools, Prepare } from "../request/handle.ts";
import type { SharedRecords } from "../state/shared-state.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import { prepareResponse } from "./continued.ts";
import { byInstance, isOnlyKeeper, strangersEndpoint } from "./endpoints.ts";
import type { Keepers } from "./keepers.ts";
import { createRecall } from "./recall.ts";
import { recallAnswers } from "./recall-answers.ts";
import { type ResponseRoute, responseRoutes } from "./response-routes.ts";

export interface ConversationOptions {
  /** The endpoints of each backend, by its index. */
  readonly endpoints: readonly (readonly PreparedEndpoint[])[];
  /** null if no target stores the responses that it creates. */
  readonly keepers: Keepers | null;
  /** Milliseconds on a monotonic clock. */
  readonly now: () => number;
  /** null if no state is shared. */
  readonly records: () => SharedRecords | null;
  /** Random letters and digits, different with each call and impossible to guess. */
  readonly newId: () => string;
}

/** Responses that are continued, and retrieved later. */
export interface Conversation {
  /** Remembers the responses that pass. */
  readonly observer: Observer;
  /** For requests that create a response. */
  prepare(tools: HandleTools): Prepare;
  routes(tools: HandleTools): readonly ResponseRoute[];
  /** Another server has deleted this record. */
  forgotten(key: string): void;
}

export type CreateConversation = (options: ConversationOptions) => Conversation;

export const createConversation: CreateConversation = ({ endpoints, keepers, now, records, newId }) => {
  const recall = createRecall({ endpoints: byInstance(endpoints), now, records });
  return {
    observer: recallAnswers({ recall, keepers, newId }),
    prepare(tools) {
      const continuing = { ...tools, recall, keepers, onlyKeeper: isOnlyKeeper(endpoints) };
      return (context, payload) => prepareResponse(continuing, context, payload);
    },
    routes: (tools) =>
      responseRoutes({ ...tools, recall, keepers }, strangersEndpoint(endpoints, tools.defaultBackend)),
    forgotten: (key) => recall.forgotten(key),
  };
};
