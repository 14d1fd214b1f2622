import type { IncomingMessage, ServerResponse } from "node:http";
import { expect, it } from "vitest";
import type { EventName, Leg } from "../../../runtime/observe/capture/entry.ts";
import { formatLine } from "../../../runtime/observe/capture/format-line.ts";
import { EntryQueue } from "../../../runtime/observe/capture/queue.ts";
import { createSecretFinder } from "../../../runtime/observe/capture/redact/redaction.ts";
import { chatEndpoint } from "../../../runtime/protocols/chat/endpoint.ts";
import type { Line } from "../../support/capture.ts";

function newLeg(): Leg {
  const context = {
    id: "req_1",
    req: { headers: {} } as IncomingMessage,
    res: {} as ServerResponse,
    frontend: chatEndpoint,
    startedAt: 0,
    model: "m",
    session: "secret-session",
    target: "",
    attempts: 0,
    tried: [],
    warnings: [],
    targetWarnings: [],
    brokeOff: false,
    replay: null,
    address: "127.0.0.1",
    key: "",
  };
  return {
    direction: "upstream_to_turnout",
    source: "a",
    destination: "b",
    context,
    attempt: null,
    broken: false,
    shown: null,
    text: null,
  };
}

const seen = (leg: Leg, event: EventName, text = "") => {
  const bytes = Buffer.from(text);
  return { leg, event, at: 0, pieces: [bytes], length: bytes.length, facts: {} };
};

it("drops what exceeds its limit, counts it, and continues once there is room", () => {
  const queue = new EntryQueue(2000);
  const leg = newLeg();
  expect([1, 2, 3, 4].map(() => queue.push(seen(leg, "whole")))).toEqual([true, true, true, false]);
  expect(queue.push(seen(newLeg(), "whole", "x".repeat(500)))).toBe(false);
  expect([queue.dropped, queue.length, queue.bytes]).toEqual([2, 3, 1536]);
  expect(queue.take()?.lostBefore).toBe(0);
  queue.push(seen(newLeg(), "whole"));
  expect([queue.take(), queue.take(), queue.take(), queue.take()].map((entry) => entry?.lostBefore)).toEqual([
    0,
    0,
    2,
    undefined,
  ]);
  expect(queue.bytes).toBe(0);
});

it("keeps its order over many entries", () => {
  const queue = new EntryQueue(1e9);
  const leg = newLeg();
  const taken: (number | undefined)[] = [];
  for (let i = 0; i < 5000; i++) {
    queue.push({ ...seen(leg, "chunk"), at: i });
    if (i % 3 > 0) taken.push(queue.take()?.at);
  }
  while (queue.length > 0) taken.push(queue.take()?.at);
  expect(taken).toEqual(Array.from({ length: 5000 }, (_, i) => i));
});

it("shows nothing more of a stream with a missing piece: it could be the rest of a secret", () => {
  const queue = new EntryQueue(2500);
  const secrets = createSecretFinder(["a-secret-value"]);
  const leg = newLeg();
  const lines: Line[] = [];
  const write = () => {
    for (let entry = queue.take(); entry !== null; entry = queue.take()) {
      lines.push(JSON.parse(formatLine(entry, lines.length + 1, secrets)) as Line);
    }
  };
  queue.push(seen(leg, "start"));
  queue.push(seen(leg, "chunk", "one a-secret"));
  expect(queue.push(seen(leg, "chunk", "x".repeat(2500)))).toBe(false);
  write();
  expect(queue.push(seen(leg, "chunk", "-value two"))).toBe(false);
  expect(queue.push(seen(leg, "end"))).toBe(true);
  write();
  expect(lines.map(({ payload }) => payload)).toEqual([null, "one ", null]);
  expect(lines.map(({ metadata }) => metadata)).toEqual([
    { event: "start" },
    { event: "chunk" },
    { event: "end", incomplete: true, lost_before: 2 },
  ]);
  expect(lines[0]?.session_id).toBe("secret-session");
});
