import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { numbered } from "./numbered.ts";
import { inPieces, type Separated } from "./pieces.ts";
import type { Sink } from "./sink.ts";

/** A reasoning item: its summary's parts, and the reasoning itself from servers that show it. */
export interface ReasoningItem {
  summary(index: unknown): ReasoningPart;
  content(index: unknown): ReasoningPart;
  settle(item: JsonObject): void;
}

export interface ReasoningPart {
  text(piece: unknown): void;
  wholeText(text: unknown): void;
}

export function reasoningItem(sink: Sink, voice: Separated): ReasoningItem {
  const summary = numbered(() => reasoningPart(sink, voice));
  const content = numbered(() => reasoningPart(sink, voice));
  let told = false;
  return {
    summary,
    content,
    settle(item) {
      settleParts(item.summary, summary);
      settleParts(item.content, content);
      const { id, encrypted_content } = item;
      if (told || typeof encrypted_content !== "string" || encrypted_content === "") return;
      told = true;
      const texts = Array.isArray(item.summary) ? item.summary : [];
      sink.reasoningItem({ type: "reasoning", id, encrypted_content, summary: texts });
    },
  };
}

function reasoningPart(sink: Sink, voice: Separated): ReasoningPart {
  const pieces = inPieces();
  const part: ReasoningPart = {
    text: (piece) => say(pieces.next(piece)),
    wholeText: (text) => say(pieces.rest(text)),
  };
  const say = (piece: string): void => {
    if (piece !== "") sink.reasoning(voice.next(part, piece));
  };
  return part;
}

function settleParts(parts: unknown, at: (index: unknown) => ReasoningPart): void {
  if (!Array.isArray(parts)) return;
  for (const [index, part] of parts.entries()) if (isObject(part)) at(index).wholeText(part.text);
}
