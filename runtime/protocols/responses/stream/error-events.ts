import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { failedResponse } from "./failed-response.ts";
import { limitIn } from "./limit.ts";

/**
 * A stream that fails ends with two events: SDKs read `error`, whose members are both in the event, as documented, and in
 * `error`, where the API has them and clients look; the Codex CLI and others only read the error of a failed response.
 */

const NUMBER = /"sequence_number"\s*:\s*(\d{1,15})/g;

/**
 * Both events, for an error `{"error":{…}}`. `tail`: the start and the end of the stream so far; `retryAfter`: in seconds,
 * null if unknown.
 */
export function errorEventOf(body: string, tail: Buffer, retryAfter: string | null): Buffer {
  const value = parseObject(body);
  const error = limitIn(isObject(value?.error) ? value.error : {}, retryAfter);
  const number = nextNumber(tail);
  return Buffer.from(errorEvent(error, number) + failedEvent(error, tail, number + 1));
}

export function errorEvent(error: JsonObject, sequence_number: number): string {
  const { code = null, message = null, param = null } = error;
  return eventText({ type: "error", error, code, message, param, sequence_number });
}

export function failedEvent(
  { code = null, message = null }: JsonObject,
  tail: Buffer,
  sequence_number: number,
): string {
  const response = failedResponse(tail, { code: code ?? "server_error", message });
  return eventText({ type: "response.failed", response, sequence_number });
}

function eventText(event: JsonObject): string {
  return `event: ${String(event.type)}\ndata: ${jsonText(event)}\n\n`;
}

/** The number after the last event's. */
export function nextNumber(tail: Buffer): number {
  const last = [...tail.toString("latin1").matchAll(NUMBER)].at(-1);
  return last === undefined ? 0 : Number(last[1]) + 1;
}
