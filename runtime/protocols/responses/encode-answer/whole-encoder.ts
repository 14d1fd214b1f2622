import type { WholeEncoder } from "../../codec.ts";
import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import type { AnswerHead } from "../../model/answer-sink.ts";
import { unescaped } from "../../model/escaped-text.ts";
import { membersOf } from "../../model/members.ts";
import type { AnswerOptions } from "./answer-options.ts";
import { callHead } from "./call-head.ts";
import { errorMembers } from "./error.ts";
import { endingOf } from "./finish.ts";
import {
  type CallHead,
  callItem,
  type ItemStatus,
  messageItem,
  missingInput,
  reasoningItem,
  refusalPart,
  textPart,
} from "./items.ts";
import { responseText } from "./response.ts";
import { usageOf } from "./usage.ts";

interface Part {
  readonly kind: "text" | "refusal";
  text: string;
  readonly citations: JsonObject[];
  readonly tokens: JsonObject[];
}

interface Reasoning {
  readonly kind: "reasoning";
  readonly id: string;
  text: string;
}

interface Message {
  readonly kind: "message";
  readonly id: string;
  readonly parts: Part[];
}

interface Call {
  readonly kind: "call";
  readonly head: CallHead;
  input: string;
}

type Item = Reasoning | Message | Call;

/** Writes an answer as one response, the same as at the end of its stream. */
export function wholeEncoder(options: AnswerOptions): WholeEncoder {
  const { newId } = options;
  const id = `resp_${newId()}`;
  const items: Item[] = [];
  const calls: Call[] = [];
  /** The last item, unless it is a call. */
  let open: Reasoning | Message | null = null;
  let early: Part | null = null;
  let head: AnswerHead | null = null;
  let answer: string | null = null;

  const opened = (): Message => {
    if (open?.kind === "message") return open;
    const message: Message = { kind: "message", id: `msg_${newId()}`, parts: [] };
    open = message;
    items.push(message);
    return message;
  };
  const partOf = (kind: Part["kind"]): Part => {
    const { parts } = opened();
    const last = parts.at(-1);
    if (last?.kind === kind) return last;
    const part: Part = { kind, text: "", citations: [], tokens: [] };
    parts.push(part);
    return part;
  };
  /** The part that text-related data belongs to if it arrives separately; null after a refusal. */
  const besideText = (): Part | null => {
    if (open?.kind !== "message") {
      early ??= { kind: "text", text: "", citations: [], tokens: [] };
      return early;
    }
    const last = open.parts.at(-1);
    return last?.kind === "text" ? last : null;
  };
  const addText = (piece: string, tokens: readonly JsonObject[]): void => {
    const part = piece === "" ? besideText() : partOf("text");
    if (part === null) return;
    if (piece !== "" && early !== null) {
      for (const token of early.tokens) part.tokens.push(token);
      for (const citation of early.citations) part.citations.push(citation);
      early = null;
    }
    part.text += piece;
    for (const token of tokens) part.tokens.push(token);
  };

  return {
    sink: {
      start(given) {
        head ??= given;
      },
      text: addText,
      textEscaped: (piece) => addText(unescaped(piece), []),
      citations(citations) {
        const part = besideText();
        for (const each of citations) part?.citations.push(each);
      },
      refusal(piece) {
        partOf("refusal").text += piece;
      },
      reasoning(piece) {
        if (open?.kind !== "reasoning") {
          open = { kind: "reasoning", id: `rs_${newId()}`, text: "" };
          items.push(open);
        }
        open.text += piece;
      },
      reasoningEnd() {
        if (open?.kind === "reasoning") open = null;
      },
      call(index, tool) {
        open = null;
        const call: Call = { kind: "call", head: callHead(tool, newId), input: "" };
        calls[index] = call;
        items.push(call);
      },
      input(index, piece) {
        const call = calls[index];
        if (call !== undefined) call.input += piece;
      },
      inputEnd() {},
      finish(finish, usage, extras) {
        const { status, incomplete_details } = endingOf(finish);
        if (items.length === 0 && status === "completed") partOf("text");
        const last = items.length - 1;
        answer = responseText(
          id,
          head,
          options,
        )({
          status,
          error: null,
          incomplete_details,
          service_tier: membersOf(extras, "openai").service_tier ?? null,
          output: items.map((item, index) => itemText(item, index === last ? status : "completed")),
          usage: usageOf(usage),
        });
      },
      fail(error) {
        answer = jsonText({ error: errorMembers(error) });
      },
    },
    text: () => answer,
  };
}

function itemText(item: Item, status: ItemStatus): string {
  switch (item.kind) {
    case "reasoning":
      return reasoningItem(item.id, JSON.stringify(item.text));
    case "message":
      return messageItem(item.id, status, item.parts.map(partText));
    case "call":
      return callItem(item.head, status, JSON.stringify(item.input + missingInput(item.head, status, item.input)));
  }
}

function partText({ kind, text, citations, tokens }: Part): string {
  const quoted = JSON.stringify(text);
  return kind === "text" ? textPart(quoted, citations, tokens) : refusalPart(quoted);
}
