import type { AnswerOptions } from "../encode-answer/answer-options.ts";

/** What a Responses request says about how its answer is to be written. */
export type ResponsesAnswerOptions = Pick<AnswerOptions, "fields">;
