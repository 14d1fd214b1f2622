import type { JsonObject } from "../../json/json-object.ts";
import { type OpenPart, openRefusal, openText } from "./content-part.ts";
import type { EventWriter } from "./event-writer.ts";
import { messageItem } from "./items.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenMessage extends OpenItem {
  readonly kind: "message";
  /** The current part; a new one is opened if the last is of another kind. */
  part(kind: OpenPart["kind"]): OpenPart;
  annotate(citations: readonly JsonObject[]): void;
  addTokens(tokens: readonly JsonObject[]): void;
}

export function openMessage(id: string, outputIndex: number, writer: EventWriter): OpenMessage {
  const closed: string[] = [];
  let current: OpenPart | null = null;

  const close = (): void => {
    if (current === null) return;
    current.close();
    closed.push(current.part());
    current = null;
  };
  const open = (kind: OpenPart["kind"]): OpenPart => {
    close();
    const place = `"item_id":"${id}","output_index":${outputIndex},"content_index":${closed.length}`;
    current = kind === "text" ? openText(place, writer) : openRefusal(place, writer);
    return current;
  };

  const added = messageItem(id, "in_progress", closed);
  writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${added}`);
  return {
    kind: "message",
    part: (kind) => (current?.kind === kind ? current : open(kind)),
    annotate: (citations) => current?.annotate(citations),
    addTokens: (tokens) => current?.addTokens(tokens),
    item: (status) => messageItem(id, status, current === null ? closed : [...closed, current.part()]),
    close,
  };
}
