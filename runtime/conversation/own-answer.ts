import { type ColdAnswer, json } from "../wire/cold-route.ts";
import { apiError } from "./api-answer.ts";
import { inputList } from "./input-list.ts";
import type { Recall } from "./recall.ts";
import type { StoredResponse } from "./stored-response.ts";

export type ResponseAction = "retrieve" | "delete" | "cancel" | "input_items";

export interface OwnAnswerInput {
  readonly action: ResponseAction;
  readonly id: string;
  readonly query: URLSearchParams;
  readonly stored: StoredResponse;
  readonly recall: Recall;
}

/** https://platform.openai.com/docs/api-reference/responses: the API's answers about a response that Turnout stores. */
export function ownAnswer({ action, id, query, stored, recall }: OwnAnswerInput): ColdAnswer {
  switch (action) {
    case "retrieve":
      return query.get("stream") === "true"
        ? apiError(400, "This response cannot be streamed because it was not created with background=true.", "stream")
        : json(200, stored.response);
    case "delete":
      recall.forget(id);
      return json(200, { id, object: "response", deleted: true });
    case "cancel":
      return apiError(400, "Cannot cancel a synchronous response.");
    case "input_items":
      return inputList(stored.input, query);
  }
}
