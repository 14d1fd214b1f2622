import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { json, stall } from "../support/answers.ts";
import { chat } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { doors } from "../support/doors.ts";
import { backend, gateway } from "../support/gateway.ts";
import { type RawConnection, watch } from "../support/raw-server.ts";

const live = gateway((url) => `backends:\n${backend("one", url)}\ndefault_backend: one\n`);

const HOST = "HTTP/1.1\r\nhost: localhost\r\n";
const PATH = "/v1/chat/completions";

function ask(model: string, path = PATH, more = ""): string {
  const body = JSON.stringify({ model, messages: [] });
  return `POST ${path} ${HOST}${more}content-length: ${body.length}\r\n\r\n${body}`;
}

async function dial(): Promise<RawConnection> {
  const { hostname, port } = new URL(live.artifact.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  return watch(socket);
}

/** The lines of requests to a path, in the log so far. */
function linesOf(path: string): readonly Record<string, unknown>[] {
  const lines = live.artifact.stderr().split("\n");
  return lines.filter((line) => line.includes(`"path":"${path}"`)).map((line) => JSON.parse(line));
}

describe.each(doors)("requests sent ahead, on the $door path", ({ query }) => {
  test("are sent on one at a time, and answered in order", async () => {
    const first = deferred();
    live.upstream.once("/", async (received, response) => {
      await first.promise;
      await json(chat("first"))(received, response);
    });
    const client = await dial();
    client.socket.write(ask("a", PATH + query) + ask("b", PATH + query));
    await live.upstream.next();
    client.socket.write(`${ask("c", PATH + query)}GET /healthz ${HOST}connection: close\r\n\r\n`);
    live.upstream.once("/", json(chat("other")));
    await live.ask("other");
    expect(live.upstream.received.map(({ fields }) => fields.model).slice(-2)).toEqual(["a", "other"]);
    live.upstream.once("/", json(chat("second")), json(chat("third")));
    first.resolve();
    await client.closed;
    expect(client.received().match(/HTTP\/1\.1 200/g)).toHaveLength(4);
    expect(client.received()).toMatch(/"first".*"second".*"third".*"status":"ok"/s);
  });

  test("never run if the client leaves, and are logged", async () => {
    live.upstream.once("/", stall);
    const client = await dial();
    const last = `/last${query}`;
    client.socket.write(ask("gone", PATH + query) + ask("b", `/never${query}`).repeat(998) + ask("c", last));
    const received = await live.upstream.next();
    const before = live.upstream.begun();
    client.socket.destroy();
    expect(await received.over).toBe("cancelled");
    await live.artifact.logged(/"path":"\/last"/);
    expect(await live.line("gone")).toMatchObject({ client_left: true, attempts: 1 });
    expect(linesOf("/never").length % 998).toBe(0);
    expect(linesOf("/never").at(-1)).toMatchObject({ status: 0, client_left: true, attempts: 0 });
    expect(live.upstream.begun()).toBe(before);
  });
});

test("a request behind one that ends its connection does not run", async () => {
  live.upstream.once("/", json(chat("first")));
  const client = await dial();
  client.socket.write(ask("a", PATH, "connection: close\r\n") + ask("b", "/behind-the-last"));
  await client.closed;
  expect(client.received().match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test("a client that sends more than a thousand ahead is disconnected", async () => {
  live.upstream.once("/", stall);
  const client = await dial();
  client.socket.write(ask("flood", `${PATH}?a`));
  const received = await live.upstream.next();
  client.socket.write(`GET /flood ${HOST}\r\n`.repeat(1001));
  await client.closed;
  expect(await received.over).toBe("cancelled");
  await live.artifact.logged(/"event":"pipelined_too_far"/);
});

test("bodies and streams are complete, whatever is sent behind them", async () => {
  const text = "x".repeat(300_000);
  live.upstream.always("/", (received, response) => json(chat(String(received.fields.user)))(received, response));
  const client = await dial();
  const body = (user: string) => JSON.stringify({ model: "m", user, messages: [] });
  const bytes = [`${text}1`, `${text}2`, `${text}3`].map((user, index) => {
    const close = index === 2 ? "connection: close\r\n" : "";
    return `POST ${PATH} ${HOST}${close}content-length: ${body(user).length}\r\n\r\n${body(user)}`;
  });
  client.socket.write(bytes.join(""));
  await client.closed;
  expect(
    client
      .received()
      .match(/x{300000}\d/g)
      ?.map((found) => found.at(-1)),
  ).toEqual(["1", "2", "3"]);
});

test("more than a megabyte that is sent ahead is not lost", async () => {
  const first = deferred();
  live.upstream.once("/", async (received, response) => {
    await first.promise;
    await json(chat("first"))(received, response);
  });
  live.upstream.once("/", (received, response) => json(chat(String(received.fields.user)))(received, response));
  const client = await dial();
  const body = JSON.stringify({ model: "long", user: `${"x".repeat(3_000_000)}end`, messages: [] });
  client.socket.write(ask("a"));
  await live.upstream.next();
  client.socket.write(`POST ${PATH} ${HOST}connection: close\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
  first.resolve();
  await client.closed;
  expect(client.received()).toMatch(/"first".*xxxend/s);
});
