/** Uploads that do not go to their end. */
import { once } from "node:events";
import { type ClientRequest, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { auth, config, ENV } from "../support/passing.ts";
import { type RawServer, startRawServer } from "../support/raw-server.ts";

let upstream: RawServer;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startRawServer();
  artifact = await startArtifact(config(`http://127.0.0.1:${upstream.port}`, "passthrough: true"), { env: ENV });
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

function upload(length: number): ClientRequest {
  const headers = { ...auth, "content-length": length };
  const { port } = new URL(artifact.url);
  const sent = request({ port, method: "POST", path: "/v1/files", headers, agent: false });
  sent.on("error", () => {});
  return sent;
}

test("an answer before the end of the upload reaches the client, and the connection is not used again", async () => {
  const sent = upload(1_000_000);
  sent.write("abc");
  const { socket, until, closed } = await upstream.next();
  await until("abc");
  socket.write("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno");
  const [response] = await once(sent, "response");
  expect(response.statusCode).toBe(413);
  await closed;
  sent.destroy();
});

test("a client that leaves in the middle breaks off the upload, so that no upstream takes it as complete", async () => {
  const sent = upload(1_000_000);
  sent.write("abc");
  const { received, until, closed } = await upstream.next();
  await until("abc");
  sent.destroy();
  await closed;
  expect(received().endsWith("abc")).toBe(true);
});

test("an upstream that disconnects in the middle is reported, and does not get the upload again", async () => {
  const before = upstream.count();
  const sent = upload(1_000_000);
  sent.write("abc");
  const { socket, until } = await upstream.next();
  await until("abc");
  socket.destroy();
  const [response] = await once(sent, "response");
  expect(response.statusCode).toBe(502);
  expect(upstream.count()).toBe(before + 1);
  sent.destroy();
});
