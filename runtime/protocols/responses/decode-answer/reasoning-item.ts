import { isObject, type JsonObject } from "../../json/json-object.ts";
import { listIn, wordIn } from "../../json/read.ts";
import type { AnswerSink } from "../../model/answer-sink.ts";
import { numbered } from "./numbered.ts";
import { inPieces } from "./pieces.ts";
import type { Separated } from "./separated.ts";

/** A reasoning item: the parts of its summary, and the reasoning itself if the server shows it. */
export interface ReasoningItem {
  summary(index: unknown): ReasoningPart;
  content(index: unknown): ReasoningPart;
  complete(item: JsonObject): void;
}

export interface ReasoningPart {
  text(piece: unknown): void;
  wholeText(text: unknown): void;
}

export function reasoningItem(sink: AnswerSink, voice: Separated): ReasoningItem {
  const summary = numbered(() => reasoningPart(sink, voice));
  const content = numbered(() => reasoningPart(sink, voice));
  let ended = false;
  return {
    summary,
    content,
    complete(item) {
      completeParts(item.summary, summary);
      completeParts(item.content, content);
      const { id, encrypted_content } = item;
      if (ended || typeof encrypted_content !== "string" || encrypted_content === "") return;
      ended = true;
      const continuation = { from: "responses", id: wordIn(id), data: encrypted_content } as const;
      sink.reasoningEnd(continuation, { family: "openai", members: { summary: listIn(item.summary) } });
    },
  };
}

function reasoningPart(sink: AnswerSink, voice: Separated): ReasoningPart {
  const pieces = inPieces();
  const part: ReasoningPart = {
    text: (piece) => pass(pieces.next(piece)),
    wholeText: (text) => pass(pieces.rest(text)),
  };
  const pass = (piece: string): void => {
    if (piece !== "") sink.reasoning(voice.next(part, piece));
  };
  return part;
}

function completeParts(parts: unknown, at: (index: unknown) => ReasoningPart): void {
  if (!Array.isArray(parts)) return;
  for (const [index, part] of parts.entries()) if (isObject(part)) at(index).wholeText(part.text);
}
