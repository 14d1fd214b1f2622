import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Server } from "node:http";
import { expect, test } from "vitest";
import type { Gateway } from "../../runtime/server/gateway.ts";
import { listen } from "../../runtime/server/server.ts";

const gateway: Gateway = {
  hot: () => null,
  handle(_, res) {
    res.end();
    return true;
  },
  cold: (_, res) => void res.destroy(),
  dropped() {},
  drain() {},
  flooded() {},
  upgrades: null,
  join() {},
  close: async () => {},
  exit() {},
};

test("a client has an hour for its upload, and a minute for the head of its request", async () => {
  const servers: Server[] = [];
  const seen = (message: unknown): void => void servers.push((message as { readonly server: Server }).server);
  subscribe("http.server.request.start", seen);
  const running = await listen({ gateway: () => gateway, host: "127.0.0.1", port: 0 });
  await (await fetch(running.url)).text();
  unsubscribe("http.server.request.start", seen);
  await running.close();
  const [server] = servers;
  expect([server?.requestTimeout, server?.headersTimeout]).toEqual([3_600_000, 60_000]);
});
