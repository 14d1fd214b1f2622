/** Requests for WebSockets: which ones are, what a refused client reads, and whether its connection stays open. */
import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { isWebSocket, refuseWebSocket, responseOn } from "../../runtime/request/web-socket.ts";
import { createHarness } from "../support/attempt-harness.ts";
import { fakeResponse } from "../support/fake-response.ts";

function requestOf(method: string, headers: Readonly<Record<string, string>>): IncomingMessage {
  return Object.assign(new IncomingMessage(new Socket()), {
    method,
    headers,
    httpVersionMajor: 1,
    httpVersionMinor: 1,
  });
}

test.each<readonly [string, string, Readonly<Record<string, string>>, boolean]>([
  ["an upgrade to one", "GET", { upgrade: "websocket" }, true],
  ["in capitals", "GET", { upgrade: "WebSocket" }, true],
  ["among others", "GET", { upgrade: "h2c, websocket" }, true],
  ["among others, without a space", "GET", { upgrade: "websocket,h2c" }, true],
  ["to something else", "GET", { upgrade: "h2c" }, false],
  ["to something that only sounds alike", "GET", { upgrade: "websockets" }, false],
  ["without an upgrade", "GET", {}, false],
  ["with a body", "POST", { upgrade: "websocket" }, false],
])("a request asks for a WebSocket: %s", (_, method, headers, expected) => {
  expect(isWebSocket(requestOf(method, headers))).toBe(expected);
});

/** A client's connection. */
function connection() {
  let text = "";
  const calls: string[] = [];
  const socket = Object.assign(new Socket(), {
    write(chunk: string | Buffer, ...rest: readonly unknown[]) {
      text += chunk.toString();
      const then = rest.find((each) => typeof each === "function");
      if (typeof then === "function") then();
      return true;
    },
    destroySoon: () => void calls.push("closed"),
  });
  return { socket, calls, text: () => text };
}

const nextTick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A client that asked for a WebSocket at this path gets this answer. */
async function refused(path: string, why: string | null) {
  const { socket, calls, text } = connection();
  const { contextFor } = createHarness();
  const res = responseOn(requestOf("GET", { upgrade: "websocket" }), socket);
  refuseWebSocket({ ...contextFor({}, fakeResponse()), res }, path, why);
  await nextTick();
  const [head = "", body = ""] = text().split("\r\n\r\n");
  return { status: head.split("\r\n")[0], head: head.toLowerCase().split("\r\n"), body: JSON.parse(body), calls };
}

describe("a client that is refused a WebSocket", () => {
  test("reads an error that says what to do, and its connection is closed", async () => {
    const { status, head, body, calls } = await refused("/v1/responses", null);
    expect(status).toBe("HTTP/1.1 426 Upgrade Required");
    expect(head).toContain("upgrade: http/1.1");
    expect(head).toContain("connection: close");
    expect(body.error).toMatchObject({
      code: "websocket_refused",
      message: "There is no WebSocket at /v1/responses. Send the request over plain HTTP.",
    });
    expect(calls).toEqual(["closed"]);
  });

  test("reads the reason if there is one, and not more of a path than a message needs", async () => {
    const { body } = await refused(`/${"x".repeat(5000)}`, "No target has one.");
    expect(body.error.message).toBe(`There is no WebSocket at /${"x".repeat(199)}. No target has one.`);
  });
});

test("the connection of a WebSocket that was opened stays open", async () => {
  const { socket, calls, text } = connection();
  const res = responseOn(requestOf("GET", { upgrade: "websocket" }), socket);
  res.writeHead(101, { upgrade: "websocket", connection: "upgrade" });
  res.end();
  await nextTick();
  expect(text()).toMatch(/^HTTP\/1\.1 101 /);
  expect(calls).toEqual([]);
});
