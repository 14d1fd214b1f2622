/** Whether the events of a response stand in the API's order and agree with each other. */
import type { Json } from "../../support/openai-upstream/rules.ts";
import { knownEvent, mustBeEvent } from "./responses-shape.ts";

interface Open {
  readonly item: Json;
  /** What its deltas and parts have made so far: parts by their places, texts of arguments and inputs at -1. */
  readonly grown: Map<number, string>;
  readonly parts: Map<number, Json>;
  readonly closed: Set<number>;
  done: Json | null;
}

const ends = ["response.completed", "response.incomplete", "response.failed", "error"];

/** Fails at the first event that is out of place; gives back the last one. */
export function mustBeInOrder(events: readonly Json[]): Json {
  const open: Open[] = [];
  events.forEach((event, i) => {
    mustBeEvent(event);
    const fail = (why: string): never => {
      throw new Error(`event ${i} ${why}: ${JSON.stringify(event)}`);
    };
    if (event.sequence_number !== i) fail(`is counted ${event.sequence_number}`);
    if (i < 2 && event.type !== ["response.created", "response.in_progress"][i] && event.type !== "error")
      fail("is no beginning");
    const errs = event.type === "error" && events[i + 1]?.type === "response.failed";
    if (!errs && ends.includes(String(event.type)) !== (i === events.length - 1)) fail("ends the stream, or does not");
    if (knownEvent(event) && event.output_index !== undefined) follow(event, open, fail);
  });
  const last = events.at(-1) ?? {};
  if (last.type === "response.completed" || last.type === "response.incomplete") {
    const { output } = last.response as { output: readonly Json[] };
    const done = open.map((each) => each.done);
    if (JSON.stringify(sorted(done)) !== JSON.stringify(sorted(output)))
      throw new Error(
        `the end tells other items than their events:\n${JSON.stringify(output)}\n${JSON.stringify(done)}`,
      );
  }
  return last;
}

function follow(event: Json, open: Open[], fail: (why: string) => never): void {
  const type = String(event.type).replace(/^response\./, "");
  const index = event.output_index as number;
  if (type === "output_item.added") {
    if (index !== open.length) fail(`should open item ${open.length}`);
    if (open.some((each) => each.done === null)) fail("begins before the last item is done");
    open.push({ item: event.item as Json, grown: new Map(), parts: new Map(), closed: new Set(), done: null });
    return;
  }
  const current = open[index] ?? fail("belongs to no item");
  if (current.done !== null) fail("comes when its item is done");
  if (type === "output_item.done") {
    const item = event.item as Json;
    if (item.id !== current.item.id || item.type !== current.item.type) fail("is another item");
    if (current.parts.size !== current.closed.size) fail("comes while a part is open");
    agree(item, current, fail);
    current.done = item;
    return;
  }
  if (event.item_id !== current.item.id) fail("names another item");
  within(type, event, current, fail);
}

function within(type: string, event: Json, current: Open, fail: (why: string) => never): void {
  const place = (event.content_index ?? event.summary_index ?? -1) as number;
  const [what, verb] = [type.slice(0, type.lastIndexOf(".")), type.slice(type.lastIndexOf(".") + 1)];
  if (what === "content_part" || what === "reasoning_summary_part") {
    const part = event.part as Json;
    if (verb === "added") {
      if (place !== current.parts.size) fail("is not the next part");
      if ((part.text ?? part.refusal) !== "") fail("begins with something in it");
    } else {
      if (!current.parts.has(place) || current.closed.has(place)) fail("closes nothing");
      if ((part.text ?? part.refusal) !== (current.grown.get(place) ?? "")) fail("is not what its deltas made");
      current.closed.add(place);
    }
    current.parts.set(place, part);
    return;
  }
  if (place !== -1 && (!current.parts.has(place) || current.closed.has(place))) fail("stands outside a part");
  if (verb === "delta") current.grown.set(place, (current.grown.get(place) ?? "") + event.delta);
  if (verb === "done") {
    const told = event.text ?? event.refusal ?? event.arguments ?? event.input;
    if (told !== (current.grown.get(place) ?? "")) fail("is not what its deltas made");
  }
}

function agree(item: Json, { parts, grown }: Open, fail: (why: string) => never): void {
  const told = (item.content ?? item.summary) as readonly Json[] | undefined;
  if (
    told !== undefined &&
    item.type !== "telepathy_call" &&
    JSON.stringify(sorted(told)) !== JSON.stringify(sorted([...parts.values()]))
  )
    fail("is not what its parts made");
  const input = item.arguments ?? item.input;
  if (input !== undefined && input !== (grown.get(-1) ?? "")) fail("is not what its deltas made");
}

/** With the members of objects in one order, for comparing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  );
}
