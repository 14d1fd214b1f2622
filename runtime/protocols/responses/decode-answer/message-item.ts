import type { JsonObject } from "../../json/json-object.ts";
import { type MessagePart, messagePart, type Voices } from "./message-part.ts";
import { numbered } from "./numbered.ts";

/** A message of the output. */
export interface MessageItem {
  /** By the `content_index` of an event. */
  part(index: unknown): MessagePart;
  complete(item: JsonObject): void;
}

export function messageItem(voices: Voices): MessageItem {
  const message = {};
  const part = numbered(() => messagePart(voices, message));
  return {
    part,
    complete({ content }) {
      // In chat's form; some servers mix the two.
      if (typeof content === "string") part(0).wholeText(content, null);
      if (Array.isArray(content)) for (const [index, value] of content.entries()) part(index).complete(value);
    },
  };
}
