/** Asking for a WebSocket, without sockets: what is asked for, and whose the connections are afterwards. */
import { EventEmitter } from "node:events";
import type { Socket } from "node:net";
import { expect, test } from "vitest";
import type { Rules } from "../../../runtime/contract/route.ts";
import type { Timeouts } from "../../../runtime/contract/timeouts.ts";
import { endpointAt } from "../../../runtime/passthrough/endpoint.ts";
import type { DialEvents, Dialling } from "../../../runtime/passthrough/realtime/dial.ts";
import { RealtimeRun } from "../../../runtime/passthrough/realtime/realtime-run.ts";
import { createHarness } from "../../support/attempt-harness.ts";
import { fakeResponse } from "../../support/fake-response.ts";

const TIMEOUTS: Timeouts = { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 };

class FakeSocket extends EventEmitter {
  destroyed = false;
  readonly written: string[] = [];
  readonly pushed: string[] = [];
  readonly setTimeout = (): void => {};
  readonly setNoDelay = (): void => {};
  readonly setKeepAlive = (): void => {};
  readonly pipe = (): void => {};
  /** What comes back is read as if it had just come. */
  unshift(bytes: Buffer): void {
    this.pushed.push(bytes.toString());
  }
  write(bytes: Buffer): void {
    this.written.push(bytes.toString());
  }
  destroy(): void {
    this.destroyed = true;
  }
}

/** One request to `a:m`, and another target behind it if `others`. */
function start(timeouts: Timeouts = TIMEOUTS, { rules, others = false }: { rules?: Rules; others?: boolean } = {}) {
  const harness = createHarness();
  const dialled: { readonly dialling: Dialling; readonly events: DialEvents }[] = [];
  const socket = new FakeSocket();
  const res = fakeResponse();
  const context = harness.contextFor({ frontend: endpointAt("/realtime") }, res);
  const attempts = (others ? ["a:m", "b:m"] : ["a:m"]).map((name) =>
    harness.targets.target(name, [], { backend: { timeouts }, ...(rules === undefined ? {} : { rules }) }),
  );
  const run = new RealtimeRun({
    tools: harness.tools,
    dial(dialling, events) {
      dialled.push({ dialling, events });
      return () => {};
    },
    context,
    attempts,
    offer: { headers: {}, protocols: "realtime" },
    query: new URLSearchParams("x=1"),
    socket: socket as unknown as Socket,
    early: { take: () => Buffer.from("early") },
  });
  run.start();
  const [first] = dialled;
  if (first === undefined) throw new Error("nothing was dialled");
  return { ...harness, ...first, res, socket, run, context };
}

test.each([
  ["its backend's limits", TIMEOUTS, {}, 5000, 120_000],
  ["the head's limit where that is shorter", { ...TIMEOUTS, header: 30 }, {}, 5000, 30_000],
  ["the shorter one of both", { ...TIMEOUTS, header: 300 }, {}, 5000, 120_000],
  ["no limit where there is none", { ...TIMEOUTS, total: null }, {}, 5000, null],
  ["two thirds of its budget where another is left", TIMEOUTS, { others: true }, 5000, 60_000],
  ["its route's limits before its backend's", TIMEOUTS, { rules: { timeouts: { connect: 1, header: 7 } } }, 1000, 7000],
])("a target has %s", (_, timeouts, options, connectTimeout, answerTimeout) => {
  expect(start(timeouts, options).dialling).toMatchObject({ connectTimeout, answerTimeout });
});

test("a target gets its own model, with the client's query and subprotocols", () => {
  const { dialling } = start();
  expect(dialling).toMatchObject({ origin: "http://a", path: "/v1/realtime?x=1&model=m" });
  expect(dialling.headers.slice(-6)).toEqual([
    "sec-websocket-protocol",
    "realtime",
    "connection",
    "Upgrade",
    "upgrade",
    "websocket",
  ]);
});

test("a connection that opens gets what its client sent early, and the client what followed the headers", () => {
  const { events, res, context } = start();
  const upstream = new FakeSocket();
  events.opened(["x-a", "b"], upstream as unknown as Socket, Buffer.from("hello"));
  expect([upstream.written, upstream.pushed]).toEqual([["early"], ["hello"]]);
  expect(res.calls).toEqual(["head 101", "end "]);
  expect(res.header("x-turnout-route")).toBe("a:m");
  expect(context.tried).toMatchObject([{ target: "a:m", status: 101, reason: "ok" }]);
});

test("a connection that opens after its client has left is closed", () => {
  const { events, res, socket, health } = start();
  socket.destroyed = true;
  const upstream = new FakeSocket();
  events.opened([], upstream as unknown as Socket, Buffer.alloc(0));
  expect(upstream.destroyed).toBe(true);
  expect(res.calls).toEqual([]);
  expect(health.snapshot().circuits).toEqual([]);
});
