import { reasoningItem } from "../answer/items.ts";
import { deltaHead, type EventWriter } from "./event-writer.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenReasoning extends OpenItem {
  open(): string;
  add(piece: string): string;
}

/** Reasoning is told as one part of a summary: so clients show it, and send it back. */
export function openReasoning(id: string, outputIndex: number, writer: EventWriter): OpenReasoning {
  const place = `"item_id":"${id}","output_index":${outputIndex},"summary_index":0`;
  const head = deltaHead("response.reasoning_summary_text.delta", place);
  let text = "";
  return {
    outputIndex,
    open() {
      const item = `{"id":"${id}","type":"reasoning","summary":[]}`;
      return (
        writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item}`) +
        writer.event("response.reasoning_summary_part.added", `${place},"part":{"type":"summary_text","text":""}`)
      );
    },
    add(piece) {
      text += piece;
      return writer.delta(head, JSON.stringify(piece));
    },
    item: () => reasoningItem(id, text),
    close() {
      const said = JSON.stringify(text);
      return (
        writer.event("response.reasoning_summary_text.done", `${place},"text":${said}`) +
        writer.event("response.reasoning_summary_part.done", `${place},"part":{"type":"summary_text","text":${said}}`)
      );
    },
  };
}
