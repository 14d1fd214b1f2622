import { deltaHead, type EventWriter, escapedText } from "./event-writer.ts";
import { reasoningItem, summaryPart } from "./items.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenReasoning extends OpenItem {
  readonly kind: "reasoning";
  add(piece: string): void;
}

/** Reasoning is written as one part of a summary, which clients show and send back. */
export function openReasoning(
  id: string,
  outputIndex: number,
  writer: EventWriter,
  seal: ((text: string) => string) | null,
): OpenReasoning {
  const place = `"item_id":"${id}","output_index":${outputIndex},"summary_index":0`;
  const head = deltaHead("response.reasoning_summary_text.delta", place);
  let escaped = "";
  const item = `{"id":"${id}","type":"reasoning","summary":[]}`;
  writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item}`);
  writer.event("response.reasoning_summary_part.added", `${place},"part":${summaryPart('""')}`);
  return {
    kind: "reasoning",
    add(piece) {
      const added = escapedText(piece);
      escaped += added;
      writer.delta(head, added, "");
    },
    item: () => reasoningItem(id, `"${escaped}"`, seal),
    close() {
      const quoted = `"${escaped}"`;
      writer.event("response.reasoning_summary_text.done", `${place},"text":${quoted}`);
      writer.event("response.reasoning_summary_part.done", `${place},"part":${summaryPart(quoted)}`);
    },
  };
}
