import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { annotationOf } from "./annotation.ts";
import { deltaHead, type EventWriter, escapedText } from "./event-writer.ts";
import { refusalPart, textPart } from "./items.ts";
import { logprobsOf } from "./logprobs.ts";

/** A part of a message that is still growing. */
export interface OpenPart {
  readonly kind: "text" | "refusal";
  add(piece: string, tokens: readonly JsonObject[]): void;
  /** A piece without tokens, as JSON text without the quotes. */
  addEscaped(piece: string): void;
  annotate(citations: readonly JsonObject[]): void;
  /** Tokens that arrive separately from their text. */
  addTokens(tokens: readonly JsonObject[]): void;
  close(): void;
  /** As JSON text. */
  part(): string;
}

/** `place`: the members that identify the part. */
export function openText(place: string, writer: EventWriter): OpenPart {
  const head = deltaHead("response.output_text.delta", place);
  const annotations: JsonObject[] = [];
  const tokens: JsonObject[] = [];
  let escaped = "";
  const addTokens = (added: readonly JsonObject[]): void => {
    for (const token of added) tokens.push(token);
  };
  const addEscaped = (piece: string): void => {
    escaped += piece;
    writer.delta(head, piece, ',"logprobs":[]');
  };
  const part = (): string => textPart(`"${escaped}"`, annotations, tokens);
  writer.event("response.content_part.added", `${place},"part":${textPart('""', [], [])}`);
  return {
    kind: "text",
    add(piece, own) {
      const added = escapedText(piece);
      if (own.length === 0) {
        addEscaped(added);
        return;
      }
      escaped += added;
      addTokens(own);
      writer.delta(head, added, `,"logprobs":${jsonText(logprobsOf(own))}`);
    },
    addEscaped,
    annotate(added) {
      for (const citation of added) {
        const index = annotations.push(citation) - 1;
        const members = `${place},"annotation_index":${index},"annotation":${jsonText(annotationOf(citation))}`;
        writer.event("response.output_text.annotation.added", members);
      }
    },
    addTokens,
    close() {
      const logprobs = tokens.length === 0 ? "[]" : jsonText(logprobsOf(tokens));
      writer.event("response.output_text.done", `${place},"text":"${escaped}","logprobs":${logprobs}`);
      writer.event("response.content_part.done", `${place},"part":${part()}`);
    },
    part,
  };
}

export function openRefusal(place: string, writer: EventWriter): OpenPart {
  const head = deltaHead("response.refusal.delta", place);
  let escaped = "";
  const addEscaped = (piece: string): void => {
    escaped += piece;
    writer.delta(head, piece, "");
  };
  const part = (): string => refusalPart(`"${escaped}"`);
  writer.event("response.content_part.added", `${place},"part":${part()}`);
  return {
    kind: "refusal",
    add: (piece) => addEscaped(escapedText(piece)),
    addEscaped,
    annotate() {},
    addTokens() {},
    close() {
      writer.event("response.refusal.done", `${place},"refusal":"${escaped}"`);
      writer.event("response.content_part.done", `${place},"part":${part()}`);
    },
    part,
  };
}
