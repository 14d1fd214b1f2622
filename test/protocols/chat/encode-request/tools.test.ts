/** The tools of a request in chat's form, and the choice among them. */
import { describe, expect, test } from "vitest";
import type { ClientTool, Tool, ToolChoice } from "../../../../runtime/protocols/model/tool.ts";
import { encoded, parametersOf, refusedWith } from "../../support/encoded-chat-request.ts";
import { NOW, PATCH } from "../../support/tools.ts";
import { chatBackend } from "../../translate/support/translate-responses.ts";

const FIND: ClientTool = { ...NOW, name: "find", namespace: "crm" };
const HOSTED: Tool = { kind: "foreign", family: "openai", value: { type: "web_search" }, place: "tools[1]" };
const own = (members: object) => ({ family: "openai", members: { ...members } }) as const;
const openai = chatBackend("openai");
const called = (name: string) => ({ type: "function", function: { name } });

describe("a tool", () => {
  const grammar = { type: "grammar", syntax: "lark", definition: "start: /a/" };
  const custom = (more: object) => ({ type: "custom", custom: { name: "patch", ...more } });
  const nested = { type: "grammar", grammar: { syntax: "lark", definition: "start: /a/" } };

  test.each<[string, ClientTool, object]>([
    ["a function alone", NOW, called("now")],
    [
      "a function with everything",
      { ...NOW, description: "The time", input: { type: "object" }, strict: false },
      {
        type: "function",
        function: { name: "now", description: "The time", parameters: { type: "object" }, strict: false },
      },
    ],
    ["a custom tool alone", PATCH, custom({})],
    [
      "a custom tool with a grammar",
      { ...PATCH, description: "d", input: grammar },
      custom({ description: "d", format: nested }),
    ],
    ["a custom tool of plain text", { ...PATCH, input: { type: "text" } }, custom({ format: { type: "text" } })],
    ["a custom tool of an odd format", { ...PATCH, input: "text" }, custom({ format: "text" })],
    [
      "members of its family beside it",
      { ...NOW, extras: own({ cache_control: {}, allowed_callers: [], defer_loading: true, output_schema: {} }) },
      { ...called("now"), cache_control: {} },
    ],
    [
      "members that it had inside, unless they are known",
      { ...NOW, extras: own({ function: { name: "other", cost: 7 } }) },
      { type: "function", function: { name: "now", cost: 7 } },
    ],
    [
      "the same of a custom tool",
      { ...PATCH, extras: own({ custom: { name: "other", cost: 7 } }) },
      custom({ cost: 7 }),
    ],
    [
      "a member of that name which is no object",
      { ...NOW, extras: own({ custom: 7 }) },
      { ...called("now"), custom: 7 },
    ],
    ["members of another family", { ...NOW, extras: { family: "google", members: { cost: 7 } } }, called("now")],
  ])("%s", (_, tool, expected) => {
    expect(parametersOf({ tools: [tool] }, openai)).toEqual({ tools: [expected] });
  });

  test("custom becomes a function of one text, where there are no custom tools", () => {
    const parameters = {
      type: "object",
      properties: { input: { type: "string", description: "The whole input of the tool, as plain text." } },
      required: ["input"],
      additionalProperties: false,
    };
    const made = (more: object) => ({
      tools: [{ type: "function", function: { name: "patch", ...more, parameters } }],
    });
    const rule = "`input` must follow this lark grammar:\nstart: /a/";
    expect(parametersOf({ tools: [PATCH] })).toEqual(made({}));
    expect(parametersOf({ tools: [{ ...PATCH, description: "d", input: { type: "text" } }] })).toEqual(
      made({ description: "d" }),
    );
    expect(parametersOf({ tools: [{ ...PATCH, input: grammar }] })).toEqual(made({ description: rule }));
    expect(parametersOf({ tools: [{ ...PATCH, description: "d", input: grammar }] })).toEqual(
      made({ description: `d\n\n${rule}` }),
    );
    expect(parametersOf({ tools: [{ ...PATCH, extras: own({ note: 1 }) }] })).toEqual({
      tools: [{ ...made({}).tools[0], note: 1 }],
    });
  });

  test("offered twice is written once", () => {
    expect(parametersOf({ tools: [NOW, FIND, NOW, FIND] })).toEqual({ tools: [called("now"), called("crm__find")] });
  });

  test("that no chat server runs is left out with a warning", () => {
    const odd: Tool = { kind: "foreign", family: "openai", value: 7, place: "tools[2]" };
    const nameless: Tool = { kind: "foreign", family: "openai", value: {}, place: "tools[3]" };
    const { fields, warnings } = encoded({ tools: [NOW, HOSTED, odd, nameless] });
    expect(fields.tools).toEqual([called("now")]);
    expect(warnings).toEqual([
      "tools[1] (web_search): not available at local, left out",
      "tools[2]: not a tool, left out",
      "tools[3] (?): not available at local, left out",
    ]);
  });
});

describe("the name of a tool in a namespace", () => {
  const namesOf = (...tools: readonly ClientTool[]) => {
    const { fields, names } = encoded({ tools });
    const made = fields.tools as readonly { readonly function: { readonly name: string } }[];
    const chatNames = made.map((tool) => tool.function.name);
    return { chatNames, tools: chatNames.map((name) => names.toolOf(name)) };
  };

  test("has the namespace before it, and finds its way back", () => {
    const { chatNames, tools } = namesOf(FIND);
    expect(chatNames).toEqual(["crm__find"]);
    expect(tools).toEqual([FIND]);
  });

  test("gives way to a plain name, wherever that is in the list, and to other namespaces", () => {
    const plain = { ...NOW, name: "crm__find" };
    const similar = { ...FIND, namespace: "crm__", name: "find" };
    const dotted = { ...NOW, namespace: "crm.", name: "find" };
    const all = [FIND, plain, similar, { ...dotted, namespace: "crm__." }, dotted];
    const { chatNames, tools } = namesOf(...all);
    expect(new Set(chatNames).size).toBe(all.length);
    expect(chatNames[1]).toBe("crm__find");
    expect(tools).toEqual(all);
    expect(namesOf(...all).chatNames).toEqual(chatNames);
  });

  test("has only characters that the API allows, and at most 64 of them", () => {
    const long = "a".repeat(62);
    const { chatNames, tools } = namesOf(
      { ...FIND, namespace: "mein crm", name: "suche/ä" },
      { ...FIND, namespace: "n", name: `${long.slice(1)}` },
      { ...FIND, namespace: "n", name: long },
      { ...FIND, namespace: "n", name: `${long}b` },
    );
    expect(chatNames[0]).toBe("mein_crm__suche__");
    expect(chatNames[1]).toBe(`n__${long.slice(1)}`);
    for (const name of chatNames) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expect(chatNames.slice(2).map((name) => name.length)).toEqual([64, 64]);
    expect(new Set(chatNames).size).toBe(4);
    expect(tools.map((tool) => tool?.name)).toEqual(["suche/ä", long.slice(1), long, `${long}b`]);
  });

  test("of a call whose tool is no longer offered is made the same way", () => {
    const { names } = encoded({ tools: [FIND] });
    expect(names.nameOf("find", "crm")).toBe("crm__find");
    expect(names.nameOf("gone", "crm")).toBe("crm__gone");
    expect(names.nameOf("gone", null)).toBe("gone");
    expect(names.toolOf("gone")).toBeNull();
    expect(encoded({}).names.toolOf("gone")).toBeNull();
  });
});

describe("the choice of a tool", () => {
  const tools = [NOW, PATCH, FIND];
  const one = (name: string, namespace: string | null = null): ToolChoice => ({
    kind: "one",
    tool: { kind: "function", name, namespace },
  });
  const choiceOf = (choice: ToolChoice, backend = openai) => {
    const { tool_choice: chosen } = parametersOf({ tools, choice }, backend) as { readonly tool_choice?: unknown };
    return chosen;
  };

  test.each<[ToolChoice, unknown]>([
    [{ kind: "auto" }, "auto"],
    [{ kind: "none" }, "none"],
    [{ kind: "required" }, "required"],
    [one("now"), called("now")],
    [one("patch"), { type: "custom", custom: { name: "patch" } }],
    [one("find", "crm"), called("crm__find")],
    [{ kind: "foreign", family: "openai", value: "any" }, "any"],
  ])("%j", (choice, expected) => {
    expect(choiceOf(choice)).toEqual(expected);
  });

  test("of a custom tool names the function that replaces it", () => {
    expect(choiceOf(one("patch"), chatBackend())).toEqual(called("patch"));
  });

  describe("among some of them", () => {
    const some = (required: boolean, ...allowed: Extract<ToolChoice, { kind: "some" }>["tools"]): ToolChoice => ({
      kind: "some",
      tools: allowed,
      required,
    });
    const now = { kind: "function", name: "now", namespace: null } as const;
    const crm = { kind: "namespace", name: "crm" } as const;
    const hosted = { kind: "foreign", family: "openai", value: { type: "web_search" } } as const;

    test("is written as allowed_tools for OpenAI", () => {
      expect(choiceOf(some(true, now, crm, hosted))).toEqual({
        type: "allowed_tools",
        allowed_tools: { mode: "required", tools: [called("now"), called("crm__find")] },
      });
      expect(choiceOf(some(false, now))).toEqual({
        type: "allowed_tools",
        allowed_tools: { mode: "auto", tools: [called("now")] },
      });
    });

    test("offers only those to other servers", () => {
      expect(parametersOf({ tools, choice: some(true, crm) })).toEqual({
        tools: [called("crm__find")],
        tool_choice: "required",
      });
      expect(parametersOf({ tools, choice: some(false, now) })).toEqual({
        tools: [called("now")],
        tool_choice: "auto",
      });
    });

    test("is no choice if none of them is there", () => {
      const gone = { ...now, name: "gone" };
      expect(choiceOf(some(false, gone, hosted))).toBe("none");
      expect(refusedWith({ tools, choice: some(true, gone) })).toBe(
        "choice: a tool is required, but none of those allowed is available at local.",
      );
    });
  });

  test.each<[string, readonly Tool[], ToolChoice]>([
    ['no tool of the name "gone" is offered.', tools, one("gone")],
    ["a tool is required, but none of those offered is available at local.", [HOSTED], { kind: "required" }],
    [
      "web_search is not available at local.",
      tools,
      { kind: "foreign", family: "openai", value: { type: "web_search" } },
    ],
    ["a tool without a type is not available at local.", tools, { kind: "foreign", family: "openai", value: {} }],
    ["a tool without a type is not available at local.", tools, { kind: "foreign", family: "google", value: "any" }],
  ])("%s", (message, offered, choice) => {
    expect(refusedWith({ tools: offered, choice })).toBe(`choice: ${message}`);
  });

  test("and parallel calls mean nothing without tools", () => {
    expect(parametersOf({ choice: { kind: "auto" }, parallelCalls: true })).toEqual({});
    expect(parametersOf({ tools: [NOW], parallelCalls: false })).toEqual({
      tools: [called("now")],
      parallel_tool_calls: false,
    });
    expect(parametersOf({ tools: [NOW] })).toEqual({ tools: [called("now")] });
  });
});
