/** What of a conversation a target can read. */
import { describe, expect, test } from "vitest";
import type { ReadableFields } from "../../../runtime/request/issuers/issuers.ts";
import { type Reader, withReadable } from "../../../runtime/request/issuers/readable-input.ts";

const ONE: Reader = { issuer: "one", bare: false, plain: false };

const read = (input: readonly unknown[], reader: Partial<Reader> = {}): ReadableFields =>
  withReadable({ model: "m", input }, input, { ...ONE, ...reader });

/** The input that is sent. */
function sent(input: readonly unknown[], reader: Partial<Reader> = {}): unknown {
  const readable = read(input, reader);
  return readable.kind === "fields" ? readable.fields.input : readable.error.code;
}

const reasoning = (more: object) => ({ id: "rs_1", type: "reasoning", summary: [], ...more });
const issued = (issuer: string) => reasoning({ encrypted_content: `turnout:${issuer}:gAAA` });
const text = { content: [{ type: "reasoning_text", text: "Hm." }] };
const message = { id: "msg_1", type: "message", role: "assistant", content: "Hi" };
const { id: _, ...bareMessage } = message;

describe("reasoning", () => {
  test.each<[what: string, item: object, reader: Partial<Reader>, sent: readonly unknown[]]>([
    ["of the target is sent as the target wrote it", issued("one"), {}, [reasoning({ encrypted_content: "gAAA" })]],
    ["of another is left out", issued("two"), {}, []],
    ["of Turnout is left out", issued(""), {}, []],
    [
      "that nobody marked is sent as it is",
      reasoning({ encrypted_content: "gAAA" }),
      {},
      [reasoning({ encrypted_content: "gAAA" })],
    ],
    ["with an empty text is sent", reasoning({ encrypted_content: "" }), {}, [reasoning({ encrypted_content: "" })]],
    ["without a text is sent", reasoning({ encrypted_content: null }), {}, [reasoning({ encrypted_content: null })]],
    ["with an id of Turnout's is left out", reasoning({ id: "rs_turnout_1" }), {}, []],
    ["with such an id and plain text is left out", reasoning({ id: "rs_turnout_1", ...text }), { plain: true }, []],
    ["with an id that is no text is sent", reasoning({ id: 7 }), {}, [reasoning({ id: 7 })]],
    ["in plain text is left out for a target that takes none", reasoning(text), {}, []],
    ["in plain text is sent to one that does", reasoning(text), { plain: true }, [reasoning(text)]],
    ["with an empty list of texts is sent", reasoning({ content: [] }), {}, [reasoning({ content: [] })]],
    ["whose content is no list is sent", reasoning({ content: "Hm." }), {}, [reasoning({ content: "Hm." })]],
    ["is left out if the target has refused it", reasoning({ encrypted_content: "gAAA" }), { bare: true }, []],
  ])("%s", (_, item, reader, expected) => {
    expect(sent([item], reader)).toEqual(expected);
  });

  test("that stays leaves the other items their ids, and one that is left out does not", () => {
    expect(sent([issued("one"), message])).toEqual([reasoning({ encrypted_content: "gAAA" }), message]);
    expect(sent([issued("two"), message])).toEqual([bareMessage]);
  });
});

describe("other items", () => {
  test("are sent as they are, also those that are no objects, and the fields around them", () => {
    const said = { ...message, content: [{ type: "output_text", text: "Hi" }] };
    const input = [
      message,
      said,
      "text",
      null,
      { role: "user", content: "Hi" },
      { type: "message", encrypted_content: "x" },
    ];
    expect(read(input)).toEqual({ kind: "fields", fields: { model: "m", input } });
  });

  test("with a mark lose it, and for another target what only its issuer reads", () => {
    const call = { id: "c", type: "program_call", encrypted_content: "turnout:two:gBBB" };
    expect(sent([call, message], { issuer: "two" })).toEqual([{ ...call, encrypted_content: "gBBB" }, message]);
    expect(sent([call, message])).toEqual([{ id: "c", type: "program_call" }, message]);
  });

  test.each(["compaction", "compaction_summary"])("of type %s are refused for another target", (type) => {
    const item = { id: "cmp_1", type, encrypted_content: "turnout:two:gBBB" };
    expect(sent([message, item], { issuer: "two" })).toEqual([message, { ...item, encrypted_content: "gBBB" }]);
    expect(read([message, item])).toMatchObject({
      kind: "refused",
      error: {
        code: "unsupported_parameter",
        param: "input[1]",
        message: expect.stringMatching(/^input\[1\]: only the upstream that compacted/),
      },
    });
  });
});

describe("without the reasoning before it", () => {
  const left = reasoning({});

  test.each([
    "item_reference",
    "mcp_approval_request",
    "mcp_call",
    "mcp_list_tools",
    "image_generation_call",
    "code_interpreter_call",
    "computer_call",
    "file_search_call",
  ])("an item of type %s keeps its id", (type) => {
    expect(sent([left, { type, id: "x" }], { bare: true })).toEqual([{ type, id: "x" }]);
  });

  test.each<[item: unknown, sent: unknown]>([
    [
      { type: "function_call", id: "fc_1", call_id: "c" },
      { type: "function_call", call_id: "c" },
    ],
    [
      { role: "assistant", id: "msg_1", content: "Hi" },
      { role: "assistant", content: "Hi" },
    ],
    [
      { type: null, role: "assistant", id: "msg_1" },
      { type: null, role: "assistant" },
    ],
    [{ id: "msg_1" }, { id: "msg_1" }],
    [
      { id: "msg_1", type: null },
      { id: "msg_1", type: null },
    ],
    [
      { type: "function_call", call_id: "c" },
      { type: "function_call", call_id: "c" },
    ],
    ["text", "text"],
    [null, null],
  ])("%j is sent as %j", (item, expected) => {
    expect(sent([left, item], { bare: true })).toEqual([expected]);
  });
});
