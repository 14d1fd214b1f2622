import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../../runtime/protocols/json/json-object.ts";
import { ofDeltas, ofEvents } from "../../support/decoded-chat.ts";

describe("the calls of a stream", () => {
  const piece = (more: JsonObject) => ({ tool_calls: [{ index: 0, ...more }] });
  const now = { id: "a", tool: "function", name: "now", namespace: null };

  test("a call starts with its name; what came before is its first input", () => {
    const passed = ofDeltas(
      piece({ id: "a", function: { arguments: '{"a' } }),
      piece({ function: { arguments: '":' } }),
      piece({ id: "other", function: { arguments: "" } }),
      piece({ function: { name: "now" } }),
      piece({ function: { name: "again", arguments: "1}" } }),
    );
    expect(passed).toEqual([
      ["call", 0, now],
      ["input", 0, '{"a":'],
      ["input", 0, "1}"],
      ["inputEnd", 0],
    ]);
  });

  test("a call that never gets a name is the upstream's error", () => {
    const chunk = { choices: [{ index: 0, delta: piece({ id: "a", function: { arguments: "{}" } }) }] };
    expect(ofEvents([chunk]).map(([kind]) => kind)).toEqual(["start", "fail"]);
  });

  test("an empty piece is no call", () => {
    const chunk = { choices: [{ index: 0, delta: { ...piece({}), function_call: {} } }] };
    expect(ofEvents([chunk]).map(([kind]) => kind)).toEqual(["start", "finish"]);
  });

  test("several calls keep their inputs apart, and all of them end", () => {
    const at = (index: number, more: JsonObject) => ({ tool_calls: [{ index, ...more }] });
    const passed = ofDeltas(
      at(0, { id: "a", function: { name: "now" } }),
      at(1, { id: "b", function: { name: "now" } }),
      at(0, { function: { arguments: "1" } }),
      at(1, { function: { arguments: "2" } }),
    );
    expect(passed).toEqual([
      ["call", 0, now],
      ["call", 1, { ...now, id: "b" }],
      ["input", 0, "1"],
      ["input", 1, "2"],
      ["inputEnd", 0],
      ["inputEnd", 1],
    ]);
  });

  test("a custom tool in the form of a function is unwrapped while it arrives", () => {
    const passed = ofDeltas(
      piece({ id: "a", function: { name: "patch", arguments: '{"inp' } }),
      piece({ function: { arguments: 'ut":"x\\n' } }),
      piece({ function: { arguments: 'y"}' } }),
    );
    expect(passed.slice(0, 4)).toEqual([
      ["call", 0, { ...now, tool: "custom", name: "patch" }],
      ["input", 0, "x\n"],
      ["input", 0, "y"],
      ["inputEnd", 0],
    ]);
  });

  test("arguments of another form are the input as they are, at the end", () => {
    const passed = ofDeltas(piece({ id: "a", function: { name: "patch", arguments: "x" } }), { content: "b" });
    expect(passed).toEqual([
      ["call", 0, { ...now, tool: "custom", name: "patch" }],
      ["text", "b", []],
      ["input", 0, "x"],
      ["inputEnd", 0],
    ]);
  });

  test("a piece that says custom makes the call one", () => {
    const passed = ofDeltas(
      piece({ id: "a", custom: { input: "x" } }),
      piece({ custom: { name: "guess", input: "y" } }),
    );
    expect(passed).toEqual([
      ["call", 0, { ...now, tool: "custom", name: "guess" }],
      ["input", 0, "xy"],
      ["inputEnd", 0],
    ]);
  });

  test("pieces of a function_call belong to one call", () => {
    const passed = ofDeltas(
      { function_call: { name: "now", arguments: "" } },
      { function_call: { arguments: "{}" } },
      { function_call: "none", tool_calls: ["none", null] },
    );
    expect(passed).toEqual([
      ["call", 0, { ...now, id: null }],
      ["input", 0, "{}"],
      ["inputEnd", 0],
    ]);
  });
});
