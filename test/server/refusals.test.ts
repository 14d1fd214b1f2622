/** Refusals whose request is still coming. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { doors } from "../support/doors.ts";
import { type RawConnection, watch } from "../support/raw-server.ts";

let artifact: RunningArtifact;

beforeAll(async () => {
  artifact = await startArtifact(
    `
backends: { mock: { type: mock } }
default_backend: mock
server: { max_body_bytes: 2000 }
auth: { api_keys: ["\${CLIENT}"] }
`,
    { env: { CLIENT: "right" }, time: "held" },
  );
});
afterAll(() => artifact?.stop());

async function dial(): Promise<RawConnection> {
  const { hostname, port } = new URL(artifact.url);
  const socket = connect(Number(port), hostname);
  await new Promise((resolve) => socket.once("connect", resolve));
  return watch(socket);
}

const HOST = "HTTP/1.1\r\nhost: localhost\r\n";
const LARGE = "content-length: 1000000\r\n";
const CHAT = "/v1/chat/completions";

describe.each(doors)("on the $door path", ({ query }) => {
  test.each([
    ["without a key", `POST ${CHAT}`, LARGE, 401],
    ["that is too large", `POST ${CHAT}`, `${LARGE}authorization: Bearer right\r\n`, 413],
    ["to a path that is none", "POST /none", `${LARGE}authorization: Bearer right\r\n`, 404],
    ["with the wrong method", `PUT ${CHAT}`, `${LARGE}authorization: Bearer right\r\n`, 405],
    ["to a path for reading", "POST /v1/models", `${LARGE}authorization: Bearer right\r\n`, 405],
    ["in chunks, without a key", `POST ${CHAT}`, "transfer-encoding: chunked\r\n", 401],
  ])("a request %s is answered at once, and its connection closed", async (_, line, headers, status) => {
    const client = await dial();
    client.socket.write(`${line}${query} ${HOST}${headers}\r\n1\r\nx\r\n`);
    await client.until("}}");
    expect(client.received()).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*\r\nconnection: close\r\n`, "is"));
    await artifact.passUntil(client.closed);
  });

  test("a client that sends all of it before it reads gets its answer", async () => {
    const client = await dial();
    client.socket.pause();
    client.socket.write(`POST ${CHAT}${query} ${HOST}${LARGE}\r\n`);
    const sent = new Promise((resolve) => client.socket.write(Buffer.alloc(1_000_000), resolve));
    await sent;
    client.socket.resume();
    await client.closed;
    expect(client.received()).toMatch(/^HTTP\/1\.1 401 /);
  });
});

test("a connection is kept where little is left to come", async () => {
  const client = await dial();
  client.socket.write(`POST ${CHAT} ${HOST}content-length: 3\r\n\r\nabc`);
  await client.until("}}");
  client.socket.write(`GET /healthz ${HOST}connection: close\r\n\r\n`);
  await client.closed;
  expect(client.received().match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 401", "HTTP/1.1 200"]);
});
