import { isObject, type JsonObject } from "../json/json-object.ts";

/** How an answer in one piece is told from what only has its status. */
export interface AnswerForm {
  /**
   * Whether this is certainly an answer. Nearly every answer should be: the others are parsed. `head`: the start of the
   * body as Latin-1; `body` contains no `"error"` that is not null.
   */
  readonly isUsual: (head: string, body: Buffer) => boolean;
  /** Whether it has what its clients read. */
  readonly isAnswer: (answer: JsonObject) => boolean;
}

/** An answer with a list that has this member. `usual` matches the start of nearly every answer. */
export function listForm(usual: RegExp, list: string, isEntry: (entry: JsonObject) => boolean = isObject): AnswerForm {
  return {
    isUsual: (head) => usual.test(head),
    isAnswer(answer) {
      const entries = answer[list];
      return Array.isArray(entries) && entries.some((entry) => isObject(entry) && isEntry(entry));
    },
  };
}
