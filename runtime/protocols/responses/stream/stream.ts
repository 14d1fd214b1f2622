import type { GatewayError } from "../../../errors.ts";
import { isObject, parseObject } from "../../json/json-object.ts";
import { errorBody } from "../../openai/client-api.ts";
import { lastUsage } from "../../openai/last-usage.ts";
import type { StreamProtocol } from "../../stream-protocol.ts";
import { usageIn } from "../decode-answer/usage.ts";
import { hasLast } from "./ending.ts";
import { kindOf } from "./event-kind.ts";
import { failedResponse } from "./failed-response.ts";

const NUMBER = /"sequence_number"\s*:\s*(\d{1,15})/g;

/** https://platform.openai.com/docs/api-reference/responses-streaming */
export const responsesStream: StreamProtocol = {
  asked: { stream: true },
  kindOf,
  keptHead: 512,
  isComplete: hasLast,
  hasLast,
  usageIn: (bytes) => lastUsage(bytes, (usage) => (typeof usage.input_tokens === "number" ? usageIn(usage) : null)),
  breaksOff: false,
  errorEvent: (error: GatewayError, tail) => errorEventOf(errorBody(error), tail),
  errorEventOf,
};

/**
 * SDKs read the error event; the error's members are written both into the event, as documented, and into `error`, where the
 * API has them and clients look. Other clients, such as the Codex CLI, only read the error of a failed response.
 */
function errorEventOf(body: string, tail: Buffer): Buffer {
  const value = parseObject(body);
  const error = isObject(value?.error) ? value.error : {};
  const { code = null, message = null, param = null } = error;
  const number = nextNumber(tail);
  const errorEvent = { type: "error", error, code, message, param, sequence_number: number };
  const response = failedResponse(tail, { code: code ?? "server_error", message });
  const failed = { type: "response.failed", response, sequence_number: number + 1 };
  return Buffer.from(`${eventText(errorEvent)}${eventText(failed)}`);
}

function eventText(event: { readonly type: string }): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The number after the last event's. */
function nextNumber(tail: Buffer): number {
  const last = [...tail.toString("latin1").matchAll(NUMBER)].at(-1);
  return last === undefined ? 0 : Number(last[1]) + 1;
}
