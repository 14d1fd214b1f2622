import type { RequestContext } from "../context.ts";
import { SHOULD_RETRY } from "../failure/outcome.ts";
import { sendAnswer, sendError } from "../relay/answer.ts";
import { replaced } from "../wire/replaced.ts";
import type { Failure } from "./failure.ts";

const SPENT: readonly string[] = [SHOULD_RETRY, "false"];
const NONE: readonly string[] = [];

/** Answers a request that no target has answered. */
export function sendFailure(context: RequestContext, failure: Failure): void {
  context.target = failure.target;
  const more = failure.spent ? SPENT : NONE;
  if (failure.kind === "error") sendError(context, failure.error, more);
  else sendAnswer(context, { ...failure.answer, headers: replaced(failure.answer.headers, more) });
}
