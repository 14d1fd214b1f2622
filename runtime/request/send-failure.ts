import type { RequestContext } from "../context.ts";
import { sendAnswer, sendError } from "../relay/answer.ts";
import type { Failure } from "./failure.ts";

/** Answers a request that no target has answered. */
export function sendFailure(context: RequestContext, failure: Failure): void {
  context.target = failure.target;
  if (failure.kind === "answer") sendAnswer(context, failure.answer);
  else sendError(context, failure.error);
}
