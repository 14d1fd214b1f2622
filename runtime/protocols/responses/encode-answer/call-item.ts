import { parseObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { deltaHead, type EventWriter, escapedText } from "./event-writer.ts";
import { type CallHead, callItem, inputMember, missingInput } from "./items.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenCall extends OpenItem {
  readonly kind: "call";
  /** A piece of the arguments, or of the input of a custom tool. */
  add(piece: string): void;
  /** The input is complete. */
  end(): void;
  /** Whether the input is known to be complete. */
  isWhole(): boolean;
}

export function openCall(head: CallHead, outputIndex: number, writer: EventWriter): OpenCall {
  const type = head.kind === "function" ? "response.function_call_arguments" : "response.custom_tool_call_input";
  const place = `"item_id":"${head.id}","output_index":${outputIndex}`;
  const delta = deltaHead(`${type}.delta`, place);
  const name = head.kind === "function" ? `"name":${jsonText(head.name)},` : "";
  let escaped = "";
  let ended = false;
  const add = (piece: string): void => {
    if (piece === "") return;
    const added = escapedText(piece);
    escaped += added;
    writer.delta(delta, added, "");
  };
  const item = callItem(head, "in_progress", '""');
  writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item}`);
  return {
    kind: "call",
    add,
    end() {
      ended = true;
    },
    // A custom tool's input may go on after any character.
    isWhole: () => ended || (head.kind === "function" && escaped.endsWith("}") && isObjectText(escaped)),
    item: (status) => callItem(head, status, `"${escaped}"`),
    close(status) {
      add(missingInput(head, status, escaped));
      writer.event(`${type}.done`, `${place},${name}"${inputMember(head)}":"${escaped}"`);
    },
  };
}

function isObjectText(escaped: string): boolean {
  return parseObject(JSON.parse(`"${escaped}"`)) !== null;
}
