import { jsonText } from "../../../sse/json-text.ts";
import type { ToldCall } from "../answer/call-head.ts";
import { callItem, givenOf } from "../answer/items.ts";
import { wrappedInput } from "../answer/wrapped-input.ts";
import { deltaHead, type EventWriter } from "./event-writer.ts";
import type { OpenItem } from "./open-item.ts";

export interface OpenCall extends OpenItem {
  open(): string;
  /** A piece of the arguments, or of the input of a custom tool. */
  add(piece: string): string;
}

export function openCall({ head, wrapped }: ToldCall, outputIndex: number, writer: EventWriter): OpenCall {
  const type = head.kind === "function" ? "response.function_call_arguments" : "response.custom_tool_call_input";
  const place = `"item_id":"${head.id}","output_index":${outputIndex}`;
  const delta = deltaHead(`${type}.delta`, place);
  const input = wrapped ? wrappedInput() : null;
  let given = "";

  const tell = (piece: string): string => {
    if (piece === "") return "";
    given += piece;
    return writer.delta(delta, JSON.stringify(piece));
  };

  return {
    outputIndex,
    open() {
      const item = jsonText(callItem(head, "in_progress", ""));
      return writer.event("response.output_item.added", `"output_index":${outputIndex},"item":${item}`);
    },
    add: (piece) => tell(input === null ? piece : input.add(piece)),
    item: (status) => callItem(head, status, given),
    close(status) {
      const rest = input === null ? givenOf(head.kind, status, given).slice(given.length) : input.rest();
      const events = tell(rest);
      const whole = JSON.stringify(given);
      const said = head.kind === "function" ? `"name":${jsonText(head.name)},"arguments":${whole}` : `"input":${whole}`;
      return events + writer.event(`${type}.done`, `${place},${said}`);
    },
  };
}
