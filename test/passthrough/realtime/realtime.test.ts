/** WebSockets through the built server, to a real WebSocket server in the place of the upstream. */
import { EventEmitter, once } from "node:events";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import type { Duplex } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";

let server: Server;
let sockets: WebSocketServer;
let artifact: RunningArtifact;
let asked: IncomingMessage[] = [];
const muted = new EventEmitter();

const config = (url: string) => `
backends:
  down: { type: openai-compatible, base_url: "http://127.0.0.1:1/v1", api_key: "\${KEY}" }
  busy: { type: openai-compatible, base_url: "${url}/busy/v1", api_key: "\${KEY}" }
  openai: { type: openai, base_url: "${url}/v1", api_key: "\${KEY}" }
  torn: { type: openai-compatible, base_url: "${url}/torn/v1", api_key: "\${KEY}" }
  mute: { type: openai-compatible, base_url: "${url}/mute/v1", api_key: "\${KEY}" }
  quoting: { type: openai-compatible, base_url: "${url}/quoting/v1", api_key: "\${SECRET}" }
  mock: { type: mock }
default_backend: openai
model_aliases: [{ pattern: "^voice$", replacement: "openai:gpt-realtime" }]
failure_handling: { retries: 0 }
failover_routes: { sure: ["down:a", "busy:b", "openai:c"] }
auth: { api_keys: ["\${CLIENT}"] }
`;
const env = { KEY: "sk-up", SECRET: "sk-realtime-0123456789", CLIENT: "client-key" };

beforeAll(async () => {
  server = createServer((_, res) => void res.writeHead(200).end("plain"));
  sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (offered) => (offered.has("realtime") ? "realtime" : false),
  });
  server.on("upgrade", (req, socket, head) => {
    asked.push(req);
    if (req.url?.startsWith("/busy")) {
      const body = '{"error":{"message":"no room"}}';
      socket.end(
        `HTTP/1.1 503 Busy\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      return;
    }
    if (req.url?.startsWith("/quoting")) {
      const body = `{"error":{"message":"no ${req.headers.authorization}"}}`;
      const encoding = req.url.includes("model=zipped") ? "content-encoding: gzip\r\n" : "";
      const bytes = encoding === "" ? Buffer.from(body) : gzipSync(body);
      socket.write(`HTTP/1.1 401 No\r\nx-for: ${req.headers.authorization}\r\n${encoding}`);
      socket.write(`content-type: application/json\r\ncontent-length: ${bytes.length}\r\n\r\n`);
      socket.end(bytes);
      return;
    }
    if (req.url?.startsWith("/torn")) {
      socket.end("HTTP/1.1 403 No\r\ncontent-length: 100\r\n\r\n{");
      return;
    }
    if (req.url?.startsWith("/mute")) {
      muted.emit("asked", socket);
      return;
    }
    sockets.handleUpgrade(req, socket, head, (ws) => {
      ws.on("message", (data, binary) => ws.send(data, { binary }));
      ws.on("error", () => ws.terminate());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  artifact = await startArtifact(config(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), { env });
});

afterAll(async () => {
  await artifact?.stop();
  for (const ws of sockets.clients) ws.terminate();
  server.closeAllConnections();
  server.close();
});

afterEach(() => {
  asked = [];
});

const auth = { authorization: "Bearer client-key" };

function dial(path: string, headers: Record<string, string> = auth, protocols: string[] = []): WebSocket {
  return new WebSocket(artifact.url.replace("http", "ws") + path, protocols, { headers });
}

async function opened(path: string, headers?: Record<string, string>, protocols?: string[]): Promise<WebSocket> {
  const ws = dial(path, headers, protocols);
  await once(ws, "open");
  return ws;
}

/** The answer that a client got in place of a WebSocket. */
async function refused(ws: WebSocket): Promise<{ readonly status: number; readonly text: string }> {
  const [, response] = (await once(ws, "unexpected-response")) as [unknown, IncomingMessage];
  let text = "";
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode ?? 0, text };
}

async function echoed(ws: WebSocket, text: string): Promise<string> {
  ws.send(text);
  const [data] = await once(ws, "message");
  return String(data);
}

describe("a WebSocket at /v1/realtime", () => {
  test("goes to the backend of its model, with that backend's key", async () => {
    const ws = await opened("/v1/realtime?model=voice&x=1", { ...auth, "openai-beta": "realtime=v1" });
    expect(await echoed(ws, "hello")).toBe("hello");
    const [req] = asked;
    expect(req?.url).toBe("/v1/realtime?model=gpt-realtime&x=1");
    expect(req?.headers).toMatchObject({ authorization: "Bearer sk-up", "openai-beta": "realtime=v1" });
    expect(req?.rawHeaders.join("\n")).not.toContain("client-key");
    ws.close(1000, "bye");
    const [code] = await once(ws, "close");
    expect(code).toBe(1000);
    const line = JSON.parse(await artifact.logged(/"path":"\/v1\/realtime".*"status":101/));
    expect(line).toMatchObject({ model: "voice", target: "openai:gpt-realtime", attempts: 1, client_left: false });
  });

  test("takes a browser's key from its subprotocols, and passes on the rest of them", async () => {
    const ws = await opened("/v1/realtime?model=voice", {}, [
      "realtime",
      "openai-insecure-api-key.client-key",
      "openai-beta.realtime-v1",
    ]);
    expect(ws.protocol).toBe("realtime");
    expect(asked[0]?.headers["sec-websocket-protocol"]).toBe("realtime, openai-beta.realtime-v1");
    expect(await echoed(ws, "x")).toBe("x");
    ws.terminate();
  });

  test("brings no key down, in whatever the upstream quotes it", async () => {
    const ws = await opened("/v1/realtime?model=openai:m");
    expect(asked[0]?.headers["sec-websocket-extensions"]).toBe(undefined);
    expect(await echoed(ws, "Incorrect API key provided: sk-up.")).toBe("Incorrect API key provided: *****.");
    ws.terminate();
    const plain = await refused(dial("/v1/realtime?model=quoting:m"));
    expect([plain.status, JSON.parse(plain.text).error.message]).toEqual([401, `no Bearer ${"*".repeat(22)}`]);
    const zipped = await refused(dial("/v1/realtime?model=quoting:zipped"));
    expect([zipped.status, JSON.parse(zipped.text).error.message]).toEqual([
      401,
      "The upstream answered with the status 401.",
    ]);
  });

  test("carries megabytes in both directions", async () => {
    const ws = await opened("/realtime?model=openai:m");
    const big = "0123456789".repeat(1_000_000);
    expect((await echoed(ws, big)) === big).toBe(true);
    ws.terminate();
  });

  test("fails over if a target is down or rate-limited", async () => {
    const ws = await opened("/v1/realtime?model=sure");
    expect(asked.map(({ url }) => url)).toEqual(["/busy/v1/realtime?model=b", "/v1/realtime?model=c"]);
    ws.terminate();
  });

  test("ends upstream when the client vanishes, and for the client when the upstream does", async () => {
    const one = await opened("/v1/realtime?model=voice");
    const [upper] = sockets.clients;
    one.terminate();
    if (upper !== undefined) await once(upper, "close");
    const two = await opened("/v1/realtime?model=voice");
    for (const ws of sockets.clients) ws.terminate();
    const [code] = await once(two, "close");
    expect(code).toBe(1006);
  });

  test.each([
    ["without a key", "/v1/realtime?model=voice", {}, 401, "invalid_api_key"],
    ["with a wrong one", "/v1/realtime?model=voice", { authorization: "Bearer x" }, 401, "invalid_api_key"],
    ["of a key that is not there", "/v1/realtime?model=openai.9:m", auth, 404, "model_not_found"],
    ["of a backend that has none", "/v1/realtime?model=mock:m", auth, 400, "unsupported_endpoint"],
    ["of a backend that is down", "/v1/realtime?model=down:m", auth, 502, "upstream_unreachable"],
    ["at the path that Codex tries", "/v1/responses", auth, 426, "websocket_refused"],
    ["anywhere else", "/v1/x?y=1", auth, 426, "websocket_refused"],
    ["at what is no path", "//", auth, 426, "websocket_refused"],
  ])("%s is rejected with an HTTP answer", async (_, path, headers, status, code) => {
    const answer = await refused(dial(path, headers));
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([status, code]);
  });

  test("receives what its client sent before it opened", async () => {
    const { port, hostname } = new URL(artifact.url);
    const client = connect(Number(port), hostname);
    client.write(
      "GET /v1/realtime?model=mute:m HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer client-key\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\none",
    );
    const [socket] = (await once(muted, "asked")) as [Duplex];
    client.write("two");
    socket.write("HTTP/1.1 101 Go\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\nhello");
    let down = "";
    for await (const chunk of client) {
      down += chunk;
      if (down.endsWith("hello")) break;
    }
    client.destroy();
    let upward = "";
    for await (const chunk of socket) upward += chunk;
    expect([down.slice(0, 12), upward]).toEqual(["HTTP/1.1 101", "onetwo"]);
  });

  test("whose rejection the upstream breaks off is rejected", async () => {
    const answer = await refused(dial("/v1/realtime?model=torn:m"));
    expect([answer.status, JSON.parse(answer.text).error.code]).toEqual([502, "upstream_unreachable"]);
  });

  test("whose client leaves before it opens ends upstream, and is logged as cancelled", async () => {
    const ws = dial("/v1/realtime?model=mute:m");
    ws.on("error", () => {});
    const [socket] = (await once(muted, "asked")) as [Duplex];
    ws.terminate();
    await once(socket.resume(), "end");
    const line = JSON.parse(await artifact.logged(/"path":"\/v1\/realtime".*"client_left":true/));
    expect(line.tried).toMatchObject([{ target: "mute:m", status: null, reason: "cancelled" }]);
  });

  test("that the upstream rejects is rejected with its answer", async () => {
    const answer = await refused(dial("/v1/realtime?model=busy:m"));
    expect([answer.status, JSON.parse(answer.text).error.message]).toEqual([503, "no room"]);
  });
});

test.each(["websocket", "h2c"])(
  "an upgrade to %s behind a request that is not answered yet ends both",
  async (protocol) => {
    const { port, hostname } = new URL(artifact.url);
    const socket = connect(Number(port), hostname).resume();
    const body = '{"model":"mute:m","messages":[]}';
    const key = "host: localhost\r\nauthorization: Bearer client-key\r\n";
    socket.write(
      `POST /v1/chat/completions?a HTTP/1.1\r\n${key}content-length: ${body.length}\r\n\r\n${body}` +
        `GET /v1/realtime?model=voice HTTP/1.1\r\n${key}connection: upgrade\r\nupgrade: ${protocol}\r\n\r\n`,
    );
    await once(socket, "close");
    expect(asked).toHaveLength(0);
  },
);

describe("a server that shuts down", () => {
  test("lets its WebSockets go on for 10 seconds, and then closes them", async () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const own = await startArtifact(config(url), { env, time: "held" });
    const ws = new WebSocket(own.url.replace("http", "ws") + "/v1/realtime?model=voice", { headers: auth });
    await once(ws, "open");
    const closed = once(ws, "close");
    own.signal("SIGTERM");
    await own.logged(/"event":"stopping"/);
    await own.pass(9000);
    expect(await Promise.race([echoed(ws, "still here"), closed])).toBe("still here");
    await own.passUntil(closed);
    expect((await own.passUntil(own.exit)).code).toBe(0);
    expect(own.stderr()).not.toContain("cut_off");
  });
});

test("an upgrade behind a plain request has its turn", async () => {
  const { port, hostname } = new URL(artifact.url);
  const socket = connect(Number(port), hostname);
  const body = '{"model":"mock:m","messages":[{"role":"user","content":"hi"}]}';
  const key = "host: localhost\r\nauthorization: Bearer client-key\r\n";
  socket.write(
    `POST /v1/chat/completions HTTP/1.1\r\n${key}content-length: ${body.length}\r\n\r\n${body}` +
      `GET /v1/realtime?model=busy:m HTTP/1.1\r\n${key}connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n`,
  );
  let text = "";
  for await (const bytes of socket) text += bytes;
  expect(text).toMatch(/^HTTP\/1\.1 200 OK.*chat\.completion.*HTTP\/1\.1 503 .*no room/s);
});
