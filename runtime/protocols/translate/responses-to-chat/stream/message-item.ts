import type { JsonObject } from "../../../sse/json-object.ts";
import { jsonText } from "../../../sse/json-text.ts";
import { messageItem } from "../answer/items.ts";
import { type OpenPart, openRefusal, openText } from "./content-part.ts";
import type { EventWriter } from "./event-writer.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenMessage extends OpenItem {
  open(): string;
  /** A piece of text or of a refusal; "" opens the part all the same. */
  add(kind: OpenPart["kind"], piece: string, logprobs: readonly JsonObject[]): string;
  annotate(annotations: readonly JsonObject[]): string;
  addLogprobs(logprobs: readonly JsonObject[]): void;
}

export function openMessage(id: string, outputIndex: number, writer: EventWriter): OpenMessage {
  const closed: JsonObject[] = [];
  let current: OpenPart | null = null;

  const closePart = (): string => {
    if (current === null) return "";
    const events = current.close();
    closed.push(current.part());
    current = null;
    return events;
  };
  const openPart = (kind: OpenPart["kind"]): OpenPart => {
    const place = `"item_id":"${id}","output_index":${outputIndex},"content_index":${closed.length}`;
    return kind === "text" ? openText(place, writer) : openRefusal(place, writer);
  };

  return {
    outputIndex,
    open() {
      const item = jsonText(messageItem(id, "in_progress", []));
      return writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item}`);
    },
    add(kind, piece, logprobs) {
      if (current?.kind === kind) return current.add(piece, logprobs);
      const before = closePart();
      current = openPart(kind);
      const opened = before + current.open();
      return piece === "" ? opened : opened + current.add(piece, logprobs);
    },
    annotate: (annotations) => current?.annotate(annotations) ?? "",
    addLogprobs: (logprobs) => current?.addLogprobs(logprobs),
    item: (status) => messageItem(id, status, current === null ? closed : [...closed, current.part()]),
    close: closePart,
  };
}
