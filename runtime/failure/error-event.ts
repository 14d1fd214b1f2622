import { isObject, type JsonObject, parseObject } from "../protocols/json/json-object.ts";
import { jsonText } from "../protocols/json/json-text.ts";

/** The data of an error event as the body of an answer: the error of a failed response is nested deep in it. */
export function errorBodyIn(data: string): Buffer {
  const event = parseObject(data);
  const error = isObject(event?.response) ? event.response.error : ownError(event);
  return Buffer.from(isObject(error) ? jsonText({ error }) : data);
}

/** In the Responses API, an error event has the members of the error. */
function ownError(event: JsonObject | null): unknown {
  if (event === null || event.type !== "error" || "error" in event) return null;
  const { type: _, sequence_number: __, ...error } = event;
  return error;
}

/** The body of an error as the data of an event, on one line. What cannot be read still is an error. */
export function errorDataIn(body: Buffer): string {
  return jsonText(parseObject(body.toString("utf8")) ?? { error: {} });
}
