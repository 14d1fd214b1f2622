import { parseObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import type { OpenCall } from "../encode-answer/call-item.ts";
import type { EventWriter } from "../encode-answer/event-writer.ts";
import type { CallHead, ItemStatus } from "../encode-answer/items.ts";
import { ownCall } from "./own-tools.ts";

/** A call of one of the API's own tools. Its item has no input in pieces, so it is written once it is complete. */
export function openOwnCall({ id, callId, name }: CallHead, outputIndex: number, writer: EventWriter): OpenCall {
  let input = "";
  let ended = false;
  const item = (status: ItemStatus): string => jsonText({ id, status, ...ownCall(name, callId, input) });
  return {
    kind: "call",
    add(piece) {
      input += piece;
    },
    end() {
      ended = true;
    },
    isWhole: () => ended || (input.endsWith("}") && parseObject(input) !== null),
    item,
    close: () =>
      writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item("in_progress")}`),
  };
}
