import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";

let artifact: RunningArtifact;
beforeAll(async () => {
  artifact = await startArtifact(
    'backends: { mock: { type: mock } }\ndefault_backend: mock\nauth: { api_keys: ["${CLIENT}"] }\n',
    { env: { CLIENT: "client-key" } },
  );
});
afterAll(() => artifact.stop());

describe("a request for another upgrade", () => {
  const head =
    "host: localhost\r\nauthorization: Bearer client-key\r\nconnection: Upgrade, HTTP2-Settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABk\r\n";

  test("is served as if it had not asked, including its body", async () => {
    const body = '{"model":"mock:m","messages":[{"role":"user","content":"hi"}]}';
    const { port, hostname } = new URL(artifact.url);
    const socket = connect(Number(port), hostname);
    socket.write(`POST /v1/chat/completions HTTP/1.1\r\n${head}content-length: ${body.length}\r\n\r\n${body}`);
    const answer = String(await once(socket, "data"));
    expect(answer).toContain("HTTP/1.1 200 OK");
    expect(answer).toContain("chat.completion");
    socket.write("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n");
    expect(String(await once(socket, "data"))).toContain("HTTP/1.1 200 OK");
    socket.destroy();
  });

  test("may ask for it as often as it likes", async () => {
    const { port, hostname } = new URL(artifact.url);
    const socket = connect(Number(port), hostname);
    for (let i = 0; i < 20; i++) {
      socket.write(`GET /healthz HTTP/1.1\r\n${head}\r\n`);
      expect(String(await once(socket, "data"))).toContain("200 OK");
    }
    socket.destroy();
    expect(artifact.stderr()).not.toContain("MaxListenersExceededWarning");
  });
});
