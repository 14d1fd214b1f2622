import { errorBody, type GatewayError } from "../../errors.ts";
import { isObject, parseObject } from "../../sse/json-object.ts";
import type { StreamProtocol } from "../stream-protocol.ts";
import { hasLast } from "./ending.ts";
import { kindOf } from "./event-kind.ts";

const NOTHING = Buffer.alloc(0);
const NUMBER = /"sequence_number"\s*:\s*(\d{1,15})/g;

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export const responsesStream: StreamProtocol = {
  kindOf,
  toldItsEnd: hasLast,
  hasLast,
  nothingFollows: hasLast,
  missing: () => NOTHING,
  errorEvent: (error: GatewayError, tail) => errorEventOf(errorBody(error), tail),
  errorEventOf,
};

/** The members stand in the event, as documented, and once more inside `error`, where the API has them and clients look. */
function errorEventOf(body: string, tail: Buffer): Buffer {
  const value = parseObject(body);
  const error = isObject(value?.error) ? value.error : {};
  const { code = null, message = null, param = null } = error;
  const event = { type: "error", error, code, message, param, sequence_number: nextNumber(tail) };
  return Buffer.from(`event: error\ndata: ${JSON.stringify(event)}\n\n`);
}

/** The one behind the last event's. */
function nextNumber(tail: Buffer): number {
  const last = [...tail.toString("latin1").matchAll(NUMBER)].at(-1);
  return last === undefined ? 0 : Number(last[1]) + 1;
}
