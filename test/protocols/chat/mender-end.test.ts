/** The usage, the errors and the end of chat streams, as servers send them and as a client gets them. */
import { describe, expect, test } from "vitest";
import { chunk, chunksOf, DONE, event, head, mended, mender, passed, ROLE, STOP, WORD } from "../../support/mended.ts";

describe("usage", () => {
  const usage = { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 };
  const last = event({ ...head, choices: [], usage });

  test("beside choices comes last", () => {
    const text = mended([ROLE, WORD, chunk({}, "stop", { usage }), DONE]);
    expect(text).toBe(ROLE + WORD + chunk({}, "stop", { usage: null }) + last + DONE);
  });

  test("in running totals comes once", () => {
    const running = (tokens: number) => ({ usage: { ...usage, completion_tokens: tokens } });
    const text = mended([
      ROLE,
      chunk({ content: "a" }, null, running(1)),
      chunk({ content: "b" }, null, running(2)),
      STOP,
    ]);
    const none = { usage: null };
    expect(text).toBe(
      ROLE + chunk({ content: "a" }, null, none) + chunk({ content: "b" }, null, none) + STOP + last + DONE,
    );
  });

  test("of its own, behind that of a chunk, is the one that counts", () => {
    const text = mended([ROLE, chunk({}, "stop", { usage: { total_tokens: 1 } }), last, DONE]);
    expect(text).toBe(ROLE + chunk({}, "stop", { usage: null }) + last + DONE);
  });

  test.each([
    ["null", { ...head, choices: null, usage }],
    ["missing", { ...head, usage }],
    ["missing with all else", { usage }],
  ])("whose choices are %s", (_, sent) => {
    expect(chunksOf(mended([ROLE, STOP, event(sent), DONE])).at(-1)).toEqual({ ...head, choices: [], usage });
  });

  test.each([
    ["in its choice", { choices: [{ index: 0, delta: {}, finish_reason: "stop", usage }] }],
    ["in a member of its own", { choices: [{ index: 0, delta: {}, finish_reason: "stop" }], x_groq: { usage } }],
  ])("%s comes last, too, if it was asked for", (_, sent) => {
    const stop = event({ ...head, ...sent });
    expect(mended([ROLE, stop, DONE])).toBe(ROLE + stop + DONE);
    expect(mended([ROLE, stop, DONE], { stream_options: { include_usage: true } })).toBe(ROLE + stop + last + DONE);
  });
});

describe("an error", () => {
  test("in the API's form passes as it is, and nothing behind it", () => {
    const error = event({ error: { message: "busy", code: "overloaded" } });
    const it = mender();
    expect(passed(it, ROLE + error + WORD + DONE)).toBe(ROLE + error);
    expect(it.fault).toEqual({ kind: "error", data: error.slice("data: ".length, -2) });
  });

  test.each([
    ["a text", event({ error: "busy" })],
    ["an event without JSON", "event: error\ndata: busy\n\n"],
    ["an error as the event", event({ object: "error", message: "busy", code: 500 })],
    ["an error of another protocol", event({ type: "error", message: "busy" })],
    ["an error in a choice", event({ choices: [{ delta: {}, error: { message: "busy" } }] })],
  ])("is written so that clients show it: %s", (_, sent) => {
    const it = mender();
    const text = passed(it, ROLE + sent);
    expect(it.fault?.kind).toBe("error");
    expect(chunksOf(text).at(-1)).toMatchObject({ error: { message: "busy", type: expect.any(String), param: null } });
  });

  test("that is not an event, but cannot be read, is left out", () => {
    const it = mender();
    expect(passed(it, `${ROLE}data: {oops\n\n${WORD}`)).toBe(ROLE);
    expect(it.fault).toEqual({ kind: "malformed" });
  });
});

describe("a stream is", () => {
  const one = (index: number, finish: string | null = null) =>
    event({ ...head, choices: [{ index, delta: { role: "assistant", content: "a" }, finish_reason: finish }] });
  const text = (index: number) => event({ choices: [{ index, text: "a", finish_reason: "stop" }] });
  const USAGE = event({ ...head, choices: [], usage: { total_tokens: 3 } });
  const include = { stream_options: { include_usage: true } };

  test.each<[string, Record<string, unknown>, readonly string[]]>([
    ["open", {}, []],
    ["open", {}, [ROLE, WORD]],
    ["complete", {}, [ROLE, STOP]],
    ["complete", { n: null }, [ROLE, STOP]],
    ["complete", {}, [ROLE, STOP, USAGE]],
    ["complete", { stream_options: { include_usage: false } }, [ROLE, STOP]],
    ["finished", include, [ROLE, STOP]],
    ["complete", include, [ROLE, STOP, USAGE]],
    ["complete", include, [ROLE, chunk({}, "stop", { usage: { total_tokens: 3 } })]],
    ["done", include, [ROLE, STOP, DONE]],
    ["done", { n: 2 }, [DONE]],
    ["open", { n: 2 }, [one(0, "stop")]],
    ["open", { n: 2 }, [one(0, "stop"), one(1)]],
    ["complete", { n: 2 }, [one(0, "stop"), one(1, "length")]],
    ["open", {}, [one(0, "stop"), one(1)]],
    ["open", { prompt: ["a", "b"] }, [text(0)]],
    ["complete", { prompt: ["a", "b"] }, [text(0), text(1)]],
    ["open", { prompt: ["a", "b"], n: 2 }, [text(0), text(1), text(2)]],
    ["complete", { prompt: ["a", "b"], n: 2 }, [text(0), text(1), text(2), text(3)]],
    ["complete", { prompt: [1, 2, 3] }, [text(0)]],
    ["open", { prompt: [[1], [2]] }, [text(0)]],
    ["complete", { prompt: "a" }, [text(0)]],
  ])("%s: asked %j", (progress, asked, events) => {
    const it = mender(asked);
    for (const each of events) it.mend(Buffer.from(each));
    expect(it.progress).toBe(progress);
  });

  test("not complete without usage that Turnout asked for itself", () => {
    const it = mender({}, true);
    it.mend(Buffer.from(ROLE + STOP));
    expect(it.progress).toBe("finished");
  });
});
