import { growingAudio } from "./audio.ts";
import { first, type Growing, joined, members } from "./growing.ts";
import { growingToolCalls } from "./tool-calls.ts";

/** Combines deltas into the message. Texts of any name are concatenated, because servers have many names for reasoning. */
export function growingMessage(): Growing {
  const message = members(grow);
  return {
    add: message.add,
    value() {
      const { role, content, refusal, tool_calls, function_call, ...rest } = message.value() ?? {};
      const calls = Object.entries({ tool_calls, function_call }).filter(
        ([, call]) => call !== undefined && call !== null,
      );
      const refused = refusal === undefined || refusal === "" ? null : refusal;
      // A stream starts with a blank content; an answer with its text elsewhere has none.
      const elsewhere = calls.length > 0 || (refused ?? rest.audio ?? null) !== null;
      const silent = content === undefined || (content === "" && elsewhere);
      return {
        role: role ?? "assistant",
        content: silent ? null : content,
        refusal: refused,
        ...rest,
        ...Object.fromEntries(calls),
      };
    },
  };
}

function grow(key: string): Growing {
  if (key === "role" || key === "name" || key === "id" || key === "type") return first();
  if (key === "tool_calls") return growingToolCalls();
  if (key === "function_call") return members((part) => (part === "name" ? first() : joined()));
  return key === "audio" ? growingAudio() : joined();
}
