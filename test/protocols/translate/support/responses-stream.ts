/** Whole responses of the Responses API, and the streams that the API tells them in. */
import type {
  Response,
  ResponseOutputItem,
  ResponseOutputMessage,
  ResponseReasoningItem,
  ResponseStreamEvent,
} from "openai/resources/responses/responses";
import { cut } from "./cut.ts";

export interface StreamedResponse {
  readonly response: Response;
  readonly events: readonly ResponseStreamEvent[];
}

/** Each event, with its number left to be filled in. */
type Event = ResponseStreamEvent extends infer E ? (E extends unknown ? Omit<E, "sequence_number"> : never) : never;
type Dice = readonly number[];
type Part = ResponseOutputMessage["content"][number];

/** The documented order; `dice` says where texts are cut. */
export function eventsOf(response: Response, dice: Dice): readonly ResponseStreamEvent[] {
  const open: Response = { ...response, status: "in_progress", output: [], incomplete_details: null };
  delete open.usage;
  const end = response.status === "incomplete" ? "response.incomplete" : "response.completed";
  const events: readonly Event[] = [
    { type: "response.created", response: open },
    { type: "response.in_progress", response: open },
    ...response.output.flatMap((item, index) => itemEvents(item, index, dice)),
    { type: end, response },
  ];
  // The map keeps each event's own type, which the compiler does not see.
  return events.map((event, sequence_number) => ({ ...event, sequence_number }) as ResponseStreamEvent);
}

function itemEvents(item: ResponseOutputItem, output_index: number, dice: Dice): readonly Event[] {
  const framed = (opening: ResponseOutputItem, inner: readonly Event[]): readonly Event[] => [
    { type: "response.output_item.added", output_index, item: opening },
    ...inner,
    { type: "response.output_item.done", output_index, item },
  ];
  const at = { item_id: item.id ?? "", output_index };
  switch (item.type) {
    case "message":
      return framed(
        { ...item, status: "in_progress", content: [] },
        item.content.flatMap((part, content_index) => partEvents(part, { ...at, content_index }, dice)),
      );
    case "reasoning": {
      const opening: ResponseReasoningItem = { id: item.id, type: "reasoning", summary: [] };
      return framed(opening, reasoningEvents(item, at, dice));
    }
    case "function_call":
      return framed({ ...item, status: "in_progress", arguments: "" }, [
        ...cut(item.arguments, dice).map((delta) => ({
          type: "response.function_call_arguments.delta" as const,
          ...at,
          delta,
        })),
        { type: "response.function_call_arguments.done", ...at, arguments: item.arguments, name: item.name },
      ]);
    case "custom_tool_call":
      return framed({ ...item, input: "" }, [
        ...cut(item.input, dice).map((delta) => ({
          type: "response.custom_tool_call_input.delta" as const,
          ...at,
          delta,
        })),
        { type: "response.custom_tool_call_input.done", ...at, input: item.input },
      ]);
    default:
      return framed(item, []);
  }
}

interface ItemPlace {
  readonly item_id: string;
  readonly output_index: number;
}
interface PartPlace extends ItemPlace {
  readonly content_index: number;
}

function partEvents(part: Part, at: PartPlace, dice: Dice): readonly Event[] {
  const framed = (opening: Part, inner: readonly Event[]): readonly Event[] => [
    { type: "response.content_part.added", ...at, part: opening },
    ...inner,
    { type: "response.content_part.done", ...at, part },
  ];
  if (part.type === "refusal") {
    return framed({ type: "refusal", refusal: "" }, [
      ...cut(part.refusal, dice).map((delta) => ({ type: "response.refusal.delta" as const, ...at, delta })),
      { type: "response.refusal.done", ...at, refusal: part.refusal },
    ]);
  }
  const { text, annotations, logprobs = [] } = part;
  const pieces = cut(text, dice);
  // The first pieces have a token each, the last has what is left; a text without pieces tells them when it is whole.
  const deltas = pieces.map((delta, n) => ({
    type: "response.output_text.delta" as const,
    ...at,
    delta,
    logprobs: n === pieces.length - 1 ? logprobs.slice(n) : logprobs.slice(n, n + 1),
  }));
  return framed({ type: "output_text", text: "", annotations: [], logprobs: [] }, [
    ...deltas,
    ...annotations.map((annotation, annotation_index) => ({
      type: "response.output_text.annotation.added" as const,
      ...at,
      annotation,
      annotation_index,
    })),
    { type: "response.output_text.done", ...at, text, logprobs },
  ]);
}

function reasoningEvents(
  { summary, content = [] }: ResponseReasoningItem,
  at: ItemPlace,
  dice: Dice,
): readonly Event[] {
  const parts = summary.flatMap((part, summary_index): readonly Event[] => {
    const place = { ...at, summary_index };
    return [
      { type: "response.reasoning_summary_part.added", ...place, part: { type: "summary_text", text: "" } },
      ...cut(part.text, dice).map((delta) => ({
        type: "response.reasoning_summary_text.delta" as const,
        ...place,
        delta,
      })),
      { type: "response.reasoning_summary_text.done", ...place, text: part.text },
      { type: "response.reasoning_summary_part.done", ...place, part },
    ];
  });
  const texts = content.flatMap((part, content_index): readonly Event[] => {
    const place = { ...at, content_index };
    return [
      { type: "response.content_part.added", ...place, part: { type: "reasoning_text", text: "" } },
      ...cut(part.text, dice).map((delta) => ({ type: "response.reasoning_text.delta" as const, ...place, delta })),
      { type: "response.reasoning_text.done", ...place, text: part.text },
      { type: "response.content_part.done", ...place, part },
    ];
  });
  return [...parts, ...texts];
}
