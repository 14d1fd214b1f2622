import { describe, expect, test } from "vitest";
import type { Turn } from "../../../runtime/protocols/model/turn.ts";
import { turnsFor } from "../../../runtime/protocols/model/turns-for.ts";
import { callBlock, foreignBlock, messageOf, resultBlock, textBlock } from "../support/ask.ts";

const foreignTurn = (family: "openai" | "google"): Turn => ({ role: "foreign", family, value: {}, place: "input[7]" });
const result = (...content: readonly ReturnType<typeof textBlock | typeof foreignBlock>[]) => ({
  ...resultBlock("a", ""),
  content,
});

function made(turns: readonly Turn[]) {
  const warnings: string[] = [];
  return { turns: turnsFor("openai", turns, "turns", warnings), warnings };
}

test("what the family supports stays as it is", () => {
  const turns: readonly Turn[] = [
    messageOf("user", "Hi"),
    messageOf("user", [textBlock("Hi"), foreignBlock("openai"), result(foreignBlock("openai")), resultBlock("a", "1")]),
    foreignTurn("openai"),
  ];
  const { turns: same, warnings } = made(turns);
  expect(same).toBe(turns);
  expect(warnings).toEqual([]);
});

describe("what only another family supports is left out with a warning", () => {
  const part = "turns[0]: has a part that is not available here, left out";

  test.each<[string, Turn, readonly Turn[], string]>([
    ["a turn", foreignTurn("google"), [], "input[7]: not available here, left out"],
    [
      "a part",
      messageOf("user", [textBlock("a"), foreignBlock("google"), foreignBlock("openai"), callBlock("b")]),
      [messageOf("user", [textBlock("a"), foreignBlock("openai"), callBlock("b")])],
      part,
    ],
    [
      "a part of a result",
      messageOf("user", [result(foreignBlock("google"), textBlock("1")), resultBlock("b", "2")]),
      [messageOf("user", [result(textBlock("1")), resultBlock("b", "2")])],
      part,
    ],
  ])("%s", (_, turn, rest, warning) => {
    const other = messageOf("assistant", "Ho");
    expect(made([turn, other])).toEqual({ turns: [...rest, other], warnings: [warning] });
  });
});
