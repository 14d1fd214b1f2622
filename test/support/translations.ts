/** The two translations that there are between chat completions and the Responses API. */
import { chatClient } from "../../runtime/protocols/chat/client-codec.ts";
import { chatUpstream } from "../../runtime/protocols/chat/upstream-codec.ts";
import { shortNames } from "../../runtime/protocols/model/short-names.ts";
import { responsesClient } from "../../runtime/protocols/responses/client-codec.ts";
import { responsesUpstream } from "../../runtime/protocols/responses/upstream-codec.ts";
import { translationOf } from "../../runtime/protocols/translation.ts";

export const chatToResponses = translationOf(chatClient, responsesUpstream, shortNames);
export const responsesToChat = translationOf(responsesClient, chatUpstream, shortNames);
