import type { JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import { refusalPart, textPart } from "../answer/items.ts";
import { deltaHead, type EventWriter } from "./event-writer.ts";

/** A part of a message while it grows. */
export interface OpenPart {
  readonly kind: "text" | "refusal";
  open(): string;
  add(piece: string, logprobs: readonly JsonObject[]): string;
  annotate(annotations: readonly JsonObject[]): string;
  /** Tokens that were told apart from the text that they make. */
  addLogprobs(logprobs: readonly JsonObject[]): void;
  close(): string;
  part(): JsonObject;
}

/** `place`: the members that say where the part is. */
export function openText(place: string, writer: EventWriter): OpenPart {
  const head = deltaHead("response.output_text.delta", place);
  const annotations: JsonObject[] = [];
  const tokens: JsonObject[] = [];
  let text = "";
  const keep = (logprobs: readonly JsonObject[]): void => {
    for (const each of logprobs) tokens.push(each);
  };
  const part = (): JsonObject => textPart(text, annotations, tokens);
  return {
    kind: "text",
    open: () => writer.event("response.content_part.added", `${place},"part":${jsonText(textPart("", [], []))}`),
    add(piece, logprobs) {
      text += piece;
      if (logprobs.length === 0) return writer.delta(head, `${JSON.stringify(piece)},"logprobs":[]`);
      keep(logprobs);
      return writer.delta(head, `${JSON.stringify(piece)},"logprobs":${jsonText(logprobs)}`);
    },
    annotate(added) {
      let events = "";
      for (const annotation of added) {
        const index = annotations.push(annotation) - 1;
        const members = `${place},"annotation_index":${index},"annotation":${jsonText(annotation)}`;
        events += writer.event("response.output_text.annotation.added", members);
      }
      return events;
    },
    addLogprobs: keep,
    close() {
      const said = `${place},"text":${JSON.stringify(text)},"logprobs":${jsonText(tokens)}`;
      return (
        writer.event("response.output_text.done", said) +
        writer.event("response.content_part.done", `${place},"part":${jsonText(part())}`)
      );
    },
    part,
  };
}

export function openRefusal(place: string, writer: EventWriter): OpenPart {
  const head = deltaHead("response.refusal.delta", place);
  let text = "";
  return {
    kind: "refusal",
    open: () => writer.event("response.content_part.added", `${place},"part":${jsonText(refusalPart(""))}`),
    add(piece) {
      text += piece;
      return writer.delta(head, JSON.stringify(piece));
    },
    annotate: () => "",
    addLogprobs() {},
    close: () =>
      writer.event("response.refusal.done", `${place},"refusal":${JSON.stringify(text)}`) +
      writer.event("response.content_part.done", `${place},"part":${jsonText(refusalPart(text))}`),
    part: () => refusalPart(text),
  };
}
