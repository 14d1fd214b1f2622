import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Connection } from "../../../runtime/server/connections/connections.ts";
import { limitIdle } from "../../../runtime/server/connections/idle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function connectionWith(isSent: boolean): Connection {
  const req = new IncomingMessage(new Socket());
  req.complete = true;
  const res = Object.defineProperty(new ServerResponse(req), "writableFinished", { value: isSent });
  return { req, res, ahead: null };
}

test("a connection without a request under way keeps nothing of the last one", () => {
  const idle = connectionWith(true);
  const busy = connectionWith(false);
  const server = createServer();
  limitIdle(
    server,
    new Map([
      [new Socket(), idle],
      [new Socket(), busy],
    ]),
    60,
  );
  vi.advanceTimersByTime(5000);
  server.emit("close");
  expect([idle.req, idle.res]).toEqual([null, null]);
  expect([busy.req, busy.res]).not.toContain(null);
});
