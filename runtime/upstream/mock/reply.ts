import { isObject, type JsonObject } from "../../protocols/json/json-object.ts";
import { listIn, objectIn } from "../../protocols/json/read.ts";
import { sampleOf } from "./schema-sample.ts";

const NOTHING_SAID = "Hello from the mock.";

/** The text of the mock's answer: JSON if the request asks for it, else the config's reply, else an echo. */
export function replyOf(body: JsonObject, messages: readonly JsonObject[], reply: string | null): string {
  const format = objectIn(body.response_format);
  if (format.type === "json_schema") return JSON.stringify(sampleOf(objectIn(format.json_schema).schema));
  const text = reply ?? echoOf(messages);
  return format.type === "json_object" ? JSON.stringify({ echo: text }) : text;
}

/** The result of the last tool if one was called, so that a client sees that it arrived; else the last user message. */
function echoOf(messages: readonly JsonObject[]): string {
  const spoken = messages.findLast((message) => message.role === "user" || message.role === "tool");
  const text = spoken === undefined ? "" : contentText(spoken.content);
  return text.trim() === "" ? NOTHING_SAID : text;
}

/** The text of a message's content, its parts joined; images and audio have none. */
export function contentText(content: unknown): string {
  if (typeof content === "string") return content;
  return listIn(content)
    .filter(isObject)
    .map((part) => (typeof part.text === "string" ? part.text : ""))
    .join("");
}
