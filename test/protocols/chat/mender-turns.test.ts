/** Chat streams whose calls arrive in turn, and as a client gets them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  call,
  callsOf,
  chunk,
  DONE,
  deltasOf,
  event,
  head,
  mended,
  mender,
  passed,
  ROLE,
  STOP,
} from "../../support/mended.ts";

const begin = (index: number, args = "") => ({
  index,
  id: `${index}`,
  type: "function",
  function: { name: `f${index}`, arguments: args },
});
const more = (index: number, args: string) => ({ index, function: { arguments: args } });
const custom = (index: number, input: string) => ({
  index,
  id: `${index}`,
  type: "custom",
  custom: { name: "c", input },
});
const END = chunk({}, "tool_calls");

/** `0:` where a call begins, and its pieces. */
function outline(text: string): string {
  const pieces = callsOf(text) as readonly { id?: string; index: number; function: { arguments: string } }[];
  return pieces
    .map(({ id, index, function: { arguments: args } }) => (id === undefined ? "" : ` ${index}:`) + args)
    .join("")
    .trim();
}

const each = (pieces: readonly object[]): readonly string[] => pieces.map((piece) => call(piece));

describe("calls come one after the other", () => {
  test.each<[string, readonly string[], string]>([
    ["two", each([begin(0), begin(1), more(0, "{"), more(1, '{"a":'), more(0, "}"), more(1, "1}")]), '0:{} 1:{"a":1}'],
    [
      "three, the last one complete first",
      each([begin(0, "{"), begin(1, "{"), begin(2, "{}"), more(1, "}"), more(0, "}")]),
      "0:{} 1:{} 2:{}",
    ],
    ["with pieces in one chunk", [call(begin(0, "{"), begin(1, "{")), call(more(0, "}"), more(1, "}"))], "0:{} 1:{}"],
    ["with all in one chunk", [call(begin(0, "{"), begin(1, "{"), more(0, "}"), more(1, "}"))], "0:{} 1:{}"],
    ["one that never ends", each([begin(0, "{"), begin(1, "{}")]), "0:{ 1:{}"],
    ["one with a brace in its text", each([begin(0, '{"a":"}'), begin(1, "{}"), more(0, '"}')]), '0:{"a":"}"} 1:{}'],
    [
      "without white space behind a complete call",
      each([begin(0, "{}"), begin(1), more(0, "\n"), more(1, "{}")]),
      "0:{} 1:{}",
    ],
  ])("%s", (_, events, expected) => {
    expect(outline(mended([ROLE, ...events, END, DONE]))).toBe(expected);
    expect(outline(mended([ROLE, ...events, DONE]))).toBe(expected);
    expect(outline(mended([ROLE, ...events]))).toBe(expected);
  });

  test("as soon as the one before is complete", () => {
    const it = mender();
    const sent = [ROLE, ...each([begin(0), begin(1), more(1, "{"), more(0, "{}"), more(1, "}")])];
    expect(sent.map((text) => outline(passed(it, text)))).toEqual(["", "0:", "", "", "{} 1:{", "}"]);
  });

  test("each as soon as the one before it is complete", () => {
    const it = mender();
    const sent = [ROLE, ...each([begin(0, "{"), begin(1, "{"), begin(2, "{}"), more(0, "}"), more(1, "}")])];
    expect(sent.map((text) => outline(passed(it, text)))).toEqual(["", "0:{", "", "", "} 1:{", "} 2:{}"]);
  });

  test("at the finish of their choice at the latest", () => {
    const it = mender();
    const sent = [ROLE, ...each([begin(0, "{"), begin(1, "{}")]), END, DONE];
    expect(sent.map((text) => outline(passed(it, text)))).toEqual(["", "0:{", "", "1:{}", ""]);
  });

  test("behind the text of the chunk that they came in", () => {
    const text = mended([
      ROLE,
      call(begin(0, "{")),
      chunk({ content: "a", tool_calls: [begin(1, "{"), more(0, "}")] }),
    ]);
    expect(deltasOf(text).slice(1)).toEqual([
      { tool_calls: [begin(0, "{")] },
      { content: "a" },
      { tool_calls: [more(0, "}")] },
      { tool_calls: [begin(1, "{")] },
    ]);
  });

  test("before the text that came behind them", () => {
    const pieces = each([begin(0, "{"), begin(1, "{"), more(0, "}"), more(1, "}")]);
    const [one = "", two = "", three = "", four = ""] = pieces;
    const says = chunk({ content: "a" });
    expect(mended([ROLE, one, two, says, three, four, END, DONE])).toBe(
      [ROLE, one, three, two, four, says, END, DONE].join(""),
    );
  });

  test("but nothing that a complete call still gets is kept back", () => {
    expect(outline(mended(each([begin(0, "{}"), begin(1, "{"), more(0, "x"), more(1, "}")])))).toBe("0:{} 1:{x}");
  });

  test("and all before the finish of the same chunk, with what is beside them", () => {
    const text = mended([
      ROLE,
      call(begin(0, "{"), begin(1, "{")),
      chunk({ content: "a", tool_calls: [more(1, "}"), more(0, "}")] }, "tool_calls"),
      DONE,
    ]);
    expect(deltasOf(text).slice(1)).toEqual([
      { tool_calls: [begin(0, "{")] },
      { tool_calls: [more(0, "}")] },
      { tool_calls: [begin(1, "{")] },
      { tool_calls: [more(1, "}")] },
      { content: "a" },
      {},
    ]);
    expect(text.indexOf('"finish_reason":"tool_calls"')).toBeGreaterThan(text.indexOf('"content":"a"'));
    expect(text.endsWith(DONE)).toBe(true);
  });

  test("before an error", () => {
    const error = event({ error: { message: "busy" } });
    const events = each([begin(0, "{"), begin(1, "{")]);
    expect(mended([ROLE, ...events, error]).startsWith([ROLE, ...events, error].join(""))).toBe(true);
  });
});

describe("what comes in order passes byte by byte", () => {
  test.each<[string, readonly string[]]>([
    ["calls of custom tools", each([custom(0, "a"), custom(1, "b")])],
    ["complete calls in one chunk", [call(begin(0, "{}"), begin(1, "{}"))]],
    ["calls of which each is complete before the next", each([begin(0, "{}"), begin(1, "{}"), begin(2, "{}")])],
    ["pieces of one call in one chunk", [call(begin(0, "{"), more(0, "}"))]],
    ["text behind a call", [...each([begin(0), more(0, "{}")]), chunk({ content: "a" })]],
  ])("at once: %s", (_, events) => {
    const it = mender();
    for (const text of [ROLE, ...events, END, DONE]) expect(passed(it, text)).toBe(text);
  });

  test("whatever the arguments", () => {
    const args = fc.array(fc.constantFrom("{", "}", '"', "a", '{"a":1}', " ", ""), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(args, { minLength: 1, maxLength: 4 }), fc.boolean(), (calls, says) => {
        const pieces = calls.flatMap((own, index) => [begin(index), ...own.map((text) => more(index, text))]);
        const text = [ROLE, ...each(pieces), ...(says ? [chunk({ content: "a" })] : []), END, DONE];
        expect(mended(text)).toBe(text.join(""));
      }),
    );
  });

  test("also calls of several choices", () => {
    const of = (index: number, ...pieces: object[]) =>
      event({ ...head, choices: [{ index, delta: { role: "assistant", tool_calls: pieces }, finish_reason: null }] });
    const sent = [of(0, begin(0)), of(0, begin(1)), of(1, begin(0)), of(0, more(1, "{}")), of(1, begin(1)), STOP, DONE];
    expect(mended(sent, { n: 2 })).toBe(sent.join(""));
    const inTurn = [of(0, begin(0, "{")), of(1, begin(0, "{}")), of(0, begin(1, "{")), of(0, more(0, "}"))];
    expect(mended([...inTurn, of(0, more(1, "}")), DONE], { n: 2 })).toBe(
      [...inTurn, of(0, more(1, "}")), DONE].join(""),
    );
  });
});
