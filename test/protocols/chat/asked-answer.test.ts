import { expect, test } from "vitest";
import { askedAnswer } from "../../../runtime/protocols/chat/mend/asked-answer.ts";

test.each<[fields: Readonly<Record<string, unknown>>, choices: number]>([
  [{}, 1],
  [{ n: 1 }, 1],
  [{ n: 3 }, 3],
  [{ n: 0 }, 1],
  [{ n: null }, 1],
  [{ n: "3" }, 1],
  [{ prompt: "a" }, 1],
  [{ prompt: [] }, 1],
  [{ prompt: ["a"] }, 1],
  [{ prompt: ["a", "b"], n: 2 }, 4],
  [{ prompt: [1, 2, 3] }, 1],
  [{ prompt: [[1, 2], [3]] }, 2],
])("%j asks for %i choices", (fields, choices) => {
  expect(askedAnswer({ field: (name) => fields[name], usage: false, newId: () => "" })).toEqual({
    choices,
    usage: false,
  });
});

test.each<[options: unknown, always: boolean, usage: boolean]>([
  [undefined, false, false],
  [{ include_usage: true }, false, true],
  [{ include_usage: "yes" }, false, false],
  [{}, false, false],
  ["include_usage", false, false],
  [undefined, true, true],
])("of stream options %j, and %j for all, usage follows: %j", (options, always, usage) => {
  const field = (name: string) => (name === "stream_options" ? options : undefined);
  expect(askedAnswer({ field, usage: always, newId: () => "" }).usage).toBe(usage);
});
