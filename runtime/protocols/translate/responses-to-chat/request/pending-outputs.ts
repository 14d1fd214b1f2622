import type { JsonObject } from "../../../sse/json-object.ts";
import { wordOf } from "../json.ts";
import { outputOf, type ToolOutput } from "./calls.ts";

/** What tools said, for each call by its id. */
export interface PendingOutputs {
  /** The next output of a call; null where there is none. */
  take(id: string): ToolOutput | null;
  /** The output of an item whose call did not take it; null once it is taken. */
  takeFrom(item: JsonObject): ToolOutput | null;
}

/** Servers without ids of their own count calls anew in each turn: an id may come again, and its outputs in the same order. */
export function pendingOutputs(items: readonly JsonObject[]): PendingOutputs {
  const queues = new Map<string, { readonly outputs: { item: JsonObject; output: ToolOutput }[]; next: number }>();
  const taken = new Set<JsonObject>();
  const callIds = new Map<string, string>();
  for (const item of items) {
    const callId = wordOf(item.call_id);
    const id = wordOf(item.id);
    if (item.type === "local_shell_call" && callId !== null && id !== null) callIds.set(id, callId);
    const output = outputOf(item);
    if (output === null) continue;
    const key = item.type === "local_shell_call_output" ? (callIds.get(output.id) ?? output.id) : output.id;
    const queue = queues.get(key) ?? { outputs: [], next: 0 };
    queues.set(key, queue);
    queue.outputs.push({ item, output });
  }
  return {
    take(id) {
      const queue = queues.get(id);
      while (queue !== undefined && queue.next < queue.outputs.length) {
        const found = queue.outputs[queue.next++];
        if (found === undefined || taken.has(found.item)) continue;
        taken.add(found.item);
        return { ...found.output, id };
      }
      return null;
    },
    takeFrom(item) {
      if (taken.has(item)) return null;
      taken.add(item);
      return outputOf(item);
    },
  };
}
