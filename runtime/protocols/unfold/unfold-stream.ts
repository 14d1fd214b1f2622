import { isObject, type JsonObject } from "../json/json-object.ts";
import { jsonText } from "../json/json-text.ts";
import { listIn } from "../json/read.ts";
import type { Unfold } from "./unfold.ts";

/**
 * `object` is that of the chunks; `piecesOf` makes the chunks of one choice, without its index: the last one has its finish
 * reason.
 */
export function unfoldStream(object: string, piecesOf: (choice: JsonObject) => readonly JsonObject[]): Unfold {
  return ({ answer, usage: asked }) => {
    const { id, object: _, created, model, choices, usage, ...rest } = answer;
    const head = { id, object, created, model, ...rest };
    const nothing = asked ? { usage: null } : {};
    let text = "";
    for (const [at, choice] of listIn(choices).filter(isObject).entries()) {
      const index = choice.index ?? at;
      for (const piece of piecesOf(choice)) text += chunk({ ...head, choices: [{ index, ...piece }], ...nothing });
    }
    if (asked && isObject(usage)) text += chunk({ ...head, choices: [], usage });
    return `${text}data: [DONE]\n\n`;
  };
}

function chunk(members: JsonObject): string {
  return `data: ${jsonText(members)}\n\n`;
}
