import type { Protocol } from "../../contract/protocol.ts";
import { chatAnswer } from "../chat/answer-form.ts";
import type { AnswerForm } from "../endpoints/answer-form.ts";
import { OTHER_FORMS } from "../endpoints/answer-forms.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { responsesAnswer } from "../responses/answer-form.ts";

const FORMS: Readonly<Record<Protocol, AnswerForm>> = { chat: chatAnswer, responses: responsesAnswer };
/** Of an endpoint whose answers may be anything but an error. */
const ANY: AnswerForm = { isUsual: () => false, isAnswer: () => true };

export function answerFormOf({ protocol, path }: Frontend): AnswerForm {
  return (protocol === null ? OTHER_FORMS[path] : FORMS[protocol]) ?? ANY;
}
