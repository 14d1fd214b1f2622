import type { Translation } from "../translation.ts";
import { translateWhole } from "./answer/whole.ts";
import { bodyOf } from "./request/body.ts";
import { refusalOf } from "./request/refusal.ts";
import { wishesOf } from "./request/wishes.ts";
import { createStream } from "./stream/stream.ts";

/**
 * A client of https://platform.openai.com/docs/api-reference/chat on an upstream that speaks
 * https://platform.openai.com/docs/api-reference/responses.
 */
export const chatToResponses: Translation = {
  request(input) {
    const error = refusalOf(input.fields);
    if (error !== null) return { kind: "refused", error };
    const wishes = wishesOf(input);
    return {
      kind: "translated",
      ...bodyOf(input),
      back: { whole: (answer) => translateWhole(answer, wishes), ...createStream(wishes) },
    };
  },
};
