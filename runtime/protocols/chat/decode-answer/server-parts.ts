import type { JsonObject } from "../../json/json-object.ts";
import type { AnswerError, Finish } from "../../model/answer-sink.ts";
import { brokenAnswer, errorIn } from "./error.ts";
import { finishOf } from "./finish.ts";
import { citationsIn, reasoningText } from "./message-members.ts";

/** What only the answers of real servers have. */
export interface ServerParts {
  readonly reasoningText: (message: JsonObject) => string;
  readonly citationsIn: (message: JsonObject) => readonly JsonObject[];
  readonly errorIn: (data: JsonObject, name: string | null, choice: JsonObject | null) => AnswerError | null;
  readonly finishOf: (reason: string | null) => Finish | "broken";
  readonly brokenAnswer: (reason: string | null) => AnswerError;
}

export const serverParts: ServerParts = { reasoningText, citationsIn, errorIn, finishOf, brokenAnswer };
