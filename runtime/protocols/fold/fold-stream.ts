import { kindOf } from "../chat/stream/event-kind.ts";
import { exactText } from "../json/exact.ts";
import { isObject, type JsonObject, parseObject } from "../json/json-object.ts";
import { eventsIn } from "../sse/event-reader.ts";
import type { Fold, Folded } from "./fold.ts";
import { type Growing, latest } from "./growing.ts";

/** One choice that is being combined. */
export interface ChoiceFold {
  add(choice: JsonObject): void;
  finished(): boolean;
  /** Without `index`. */
  value(): JsonObject;
}

/** `obfuscation` only hides the length of a chunk. */
const CHUNK_ONLY: ReadonlySet<string> = new Set(["object", "choices", "obfuscation"]);

/** `object` is the answer's; `newChoice` creates the accumulator for the chunks of one choice. */
export function foldStream(object: string, newChoice: () => ChoiceFold): Fold {
  const top = new Map<string, Growing>();
  const choices = new Map<number, ChoiceFold>();
  let broken = false;
  let done = false;

  const addTop = (key: string, value: unknown): void => {
    const known = top.get(key) ?? latest();
    top.set(key, known);
    known.add(value);
  };

  const addChunk = (chunk: JsonObject): void => {
    // An event without choices may be of any kind, but its usage counts.
    if (!Array.isArray(chunk.choices)) {
      addTop("usage", chunk.usage ?? null);
      return;
    }
    for (const [key, value] of Object.entries(chunk)) {
      // Azure's first chunk has a blank id and model, and a server may send such a last one.
      if (!CHUNK_ONLY.has(key) && !(value === "" && top.has(key))) addTop(key, value);
    }
    for (const choice of chunk.choices.filter(isObject)) {
      const index = typeof choice.index === "number" ? choice.index : 0;
      const known = choices.get(index) ?? newChoice();
      choices.set(index, known);
      known.add(choice);
    }
  };

  return {
    add(bytes) {
      for (const { data, event } of eventsIn(bytes)) {
        const kind = kindOf(data, event);
        if (kind === "error" || kind === "malformed") broken = true;
        else if (kind === "done") done = true;
        else addChunk(parseObject(data ?? "") ?? {});
      }
    },
    result() {
      const all = [...choices].sort(([a], [b]) => a - b);
      const complete = all.length > 0 && (done || all.every(([, choice]) => choice.finished()));
      if (broken || !complete) return { kind: "broken" };
      const values = all.map(([index, choice]) => ({ index, ...choice.value() }));
      return folded(answerOf(object, top, values));
    },
  };
}

/** The members, in the API's order. */
function answerOf(object: string, top: ReadonlyMap<string, Growing>, choices: readonly JsonObject[]): JsonObject {
  const value = (key: string): readonly (readonly [string, unknown])[] => {
    const member = top.get(key);
    return member === undefined ? [] : [[key, member.value()]];
  };
  const rest = [...top.keys()].filter((key) => key !== "id" && key !== "created" && key !== "model");
  return Object.fromEntries([
    ...value("id"),
    ["object", object],
    ...value("created"),
    ...value("model"),
    ["choices", choices],
    // Chunks have null where a complete answer leaves out usage.
    ...rest.flatMap(value).filter(([key, member]) => key !== "usage" || member !== null),
  ]);
}

function folded(answer: JsonObject): Folded {
  try {
    return { kind: "whole", body: Buffer.from(exactText(JSON.stringify(answer))) };
  } catch {
    // JSON.parse reads any depth; JSON.stringify is limited by the stack.
    return { kind: "broken" };
  }
}
