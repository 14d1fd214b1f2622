import { describe, expect, test } from "vitest";
import { anyErrors } from "../../runtime/failure/error-reader.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import { checkEvents } from "../../runtime/protocols/event-check.ts";
import type { Folded } from "../../runtime/protocols/fold/fold.ts";
import { FoldSink } from "../../runtime/relay/fold-sink.ts";

const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const ROLE = chunk({ role: "assistant", content: "" });
const WORD = chunk({ content: "hi" });
const STOP = chunk({}, "stop");
const DONE = "data: [DONE]\n\n";
const ERROR = 'data: {"error":{"message":"busy","type":"server_error","code":"busy"}}\n\n';
const BODY: Folded = { kind: "whole", body: Buffer.from("folded") };

function start({ wins = true, folded = BODY }: { wins?: boolean; folded?: Folded } = {}) {
  const seen: string[] = [];
  const failures: (readonly [Outcome, string | null])[] = [];
  let commits = 0;
  const sink = new FoldSink({
    owner: {
      commit: () => ++commits > 0 && wins,
      sendHead() {},
      resume() {},
      failed: (outcome, errorData) => failures.push([outcome, errorData]),
    },
    protocol: chatEndpoint.stream,
    errors: anyErrors,
    mender: checkEvents(),
    fold: { add: (bytes) => void seen.push(bytes.toString()), result: () => folded },
    send: (body) => seen.push(`sent ${body}`),
  });
  const write = (...reads: string[]) => reads.map((read) => sink.write(Buffer.from(read)));
  return { sink, seen, failures, write, commits: () => commits };
}

const CUT: Outcome = { kind: "invalid", reason: "cut" };
const MALFORMED: Outcome = { kind: "invalid", reason: "malformed" };

describe("a stream becomes one answer", () => {
  test("at its end, of all that it said", () => {
    const { sink, seen, write, commits } = start();
    expect(write(ROLE, WORD, STOP + DONE)).toEqual([true, true, true]);
    expect(seen).toEqual([ROLE, WORD, STOP + DONE]);
    expect(sink.tail().toString()).toBe(WORD + STOP + DONE);
    expect([sink.end(), seen, commits()]).toEqual([null, [ROLE, WORD, STOP + DONE, "sent folded"], 1]);
    expect(sink.blocked).toBe(false);
  });

  test("once only, and nothing is added behind it", () => {
    const { sink, seen, write } = start();
    write(WORD, STOP + DONE);
    sink.end();
    const before = seen.length;
    expect([sink.end(), write(WORD)]).toEqual([null, [true]]);
    expect(seen).toHaveLength(before);
  });

  test("also where the blank line behind its last event is missing", () => {
    const { sink, seen, write } = start();
    write(WORD, STOP, "data: [DONE]");
    expect(sink.end()).toBeNull();
    expect(seen).toEqual([WORD, STOP, "data: [DONE]\n\n", "sent folded"]);
  });

  test("is committed to with the first output, not before", () => {
    const { write, commits } = start();
    write(ROLE);
    expect(commits()).toBe(0);
    write(WORD, WORD);
    expect(commits()).toBe(1);
  });

  test("is committed to at the end where it said nothing", () => {
    const { sink, seen, write, commits } = start();
    write(ROLE, STOP + DONE);
    sink.end();
    expect([commits(), seen.at(-1)]).toEqual([1, "sent folded"]);
  });
});

describe("no answer comes", () => {
  test("of a stream that was cut", () => {
    const { sink, seen, write } = start();
    write(WORD);
    expect([sink.end(), seen]).toEqual([CUT, [WORD]]);
  });

  test("of events that make no answer", () => {
    const { sink, seen, write } = start({ folded: { kind: "broken" } });
    write(WORD, STOP + DONE);
    expect([sink.end(), seen.includes("sent folded")]).toEqual([CUT, false]);
  });

  test("of a leg that was beaten", () => {
    const { sink, seen, write, failures, commits } = start({ wins: false });
    write(ROLE, WORD, STOP + DONE);
    expect([sink.end(), seen, failures, commits()]).toEqual([null, [ROLE], [], 1]);
    const late = start({ wins: false });
    late.write(ROLE, STOP + DONE);
    expect([late.sink.end(), late.seen.includes("sent folded")]).toEqual([null, false]);
  });

  test.each(["drop", "fail"] as const)("after %s", (how) => {
    const { sink, seen, write } = start();
    write(WORD, "data: begun");
    sink[how]();
    write(WORD, STOP + DONE);
    expect([sink.end(), seen, sink.tail().toString()]).toEqual([null, [WORD], WORD]);
  });

  test.each([
    ["before any output", [ROLE, ERROR]],
    ["after some", [WORD, ERROR]],
  ])("of an error event %s: the attempt has failed with it, once", (_, reads) => {
    const { failures, write, seen, sink } = start();
    write(...reads, WORD);
    expect(failures).toMatchObject([[{ kind: "status" }, expect.stringContaining("busy")]]);
    expect([seen, sink.end()]).toEqual([reads.slice(0, 1), null]);
  });

  test("of an error behind the last event, which nothing ends", () => {
    const { failures, write, seen, sink } = start();
    write(WORD, STOP + DONE, ERROR.trimEnd());
    expect(sink.end()).toBeNull();
    expect([failures.length, seen.includes("sent folded")]).toEqual([1, false]);
  });

  test("of an event that cannot be read, after good ones", () => {
    const { failures, write, seen } = start();
    write(WORD, "data: {oops\n\n", STOP + DONE);
    expect([failures, seen]).toEqual([[[MALFORMED, null]], [WORD]]);
  });

  test("of an event above 16 MiB", () => {
    const { failures, write } = start();
    write("x".repeat(1 << 24));
    expect(failures).toEqual([]);
    write("x");
    expect(failures).toEqual([[MALFORMED, null]]);
  });

  test("of a stream above 32 MiB", () => {
    const { failures, write, seen } = start();
    const quarter = `: ${"x".repeat((1 << 23) - 4)}\n\n`;
    write(quarter, quarter, quarter, quarter);
    expect(failures).toEqual([]);
    write(": x\n\n");
    expect([failures, seen.length]).toEqual([[[MALFORMED, null]], 4]);
  });
});
