import type { AnswerSink, CalledTool } from "./answer-sink.ts";
import type { Ask } from "./ask.ts";
import type { Block } from "./block.ts";
import { shortText } from "./short-text.ts";
import type { AllowedTool, Tool, ToolChoice } from "./tool.ts";
import type { Turn } from "./turn.ts";

/** What APIs take for a tool's name and for the id of a call. */
export const LONGEST_NAME = 64;

export interface ShortNames {
  readonly ask: Ask;
  /** Gives the calls of an answer their own names back. */
  restored(to: AnswerSink): AnswerSink;
}

/** A request with the names of tools and the ids of calls as short as APIs take them; null if none is too long. */
export function shortNames(ask: Ask): ShortNames | null {
  const own = new Map<string, string>();
  const short = (text: string): string => {
    if (text.length <= LONGEST_NAME) return text;
    let salt = 0;
    let found = shortText(text, LONGEST_NAME, "");
    while ((own.get(found) ?? text) !== text) found = shortText(text, LONGEST_NAME, String(++salt));
    own.set(found, text);
    return found;
  };
  const tools = mapped(ask.tools, (tool) => withName<Tool>(tool, short));
  const turns = mapped(ask.turns, (turn) => shortTurn(turn, short));
  const choice = ask.choice === null ? null : shortChoice(ask.choice, short);
  if (own.size === 0) return null;
  return { ask: { ...ask, tools, turns, choice }, restored: (to) => restored(to, own) };
}

type Short = (text: string) => string;

/** The same list if nothing in it changes, as nearly always. */
function mapped<T>(list: readonly T[], change: (each: T) => T): readonly T[] {
  let copy: T[] | null = null;
  for (let i = 0; i < list.length; i++) {
    const each = list[i] as T;
    const changed = change(each);
    if (changed !== each) copy ??= list.slice();
    if (copy !== null) copy[i] = changed;
  }
  return copy ?? list;
}

function withName<T extends Tool | AllowedTool>(tool: T, short: Short): T {
  if (tool.kind === "foreign" || tool.kind === "namespace") return tool;
  const name = short(tool.name);
  return name === tool.name ? tool : { ...tool, name };
}

function shortTurn(turn: Turn, short: Short): Turn {
  if (turn.role === "foreign" || typeof turn.content === "string") return turn;
  const content = mapped(turn.content, (block) => shortBlock(block, short));
  return content === turn.content ? turn : { ...turn, content };
}

function shortBlock(block: Block, short: Short): Block {
  if (block.kind === "call") {
    const [id, name] = [short(block.id), short(block.name)];
    return id === block.id && name === block.name ? block : { ...block, id, name };
  }
  if (block.kind !== "result") return block;
  const call = short(block.call);
  return call === block.call ? block : { ...block, call };
}

function shortChoice(choice: ToolChoice, short: Short): ToolChoice {
  if (choice.kind === "one") return { ...choice, tool: withName(choice.tool, short) };
  return choice.kind === "some" ? { ...choice, tools: choice.tools.map((tool) => withName(tool, short)) } : choice;
}

function restored(to: AnswerSink, own: ReadonlyMap<string, string>): AnswerSink {
  const called = (tool: CalledTool): CalledTool => ({
    ...tool,
    id: tool.id === null ? null : (own.get(tool.id) ?? tool.id),
    name: own.get(tool.name) ?? tool.name,
  });
  return {
    start: (head) => to.start(head),
    text: (piece, tokens) => to.text(piece, tokens),
    textEscaped: (piece) => to.textEscaped(piece),
    citations: (citations) => to.citations(citations),
    refusal: (piece) => to.refusal(piece),
    reasoning: (piece) => to.reasoning(piece),
    reasoningEnd: (continuation, extras) => to.reasoningEnd(continuation, extras),
    call: (index, tool) => to.call(index, called(tool)),
    input: (index, piece) => to.input(index, piece),
    inputEnd: (index) => to.inputEnd(index),
    finish: (finish, usage, extras) => to.finish(finish, usage, extras),
    fail: (error, usage, extras) => to.fail(error, usage, extras),
  };
}
