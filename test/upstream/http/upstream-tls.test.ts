import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:tls";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "../../../runtime/clock.ts";
import { createPool } from "../../../runtime/upstream/http/pool.ts";
import { startArtifact } from "../../support/artifact.ts";
import { type Certificate, createCertificate, hasOpenssl } from "../../support/certificate.ts";
import { post } from "../../support/client.ts";
import { chat } from "../../support/completions.ts";
import { deferred, type Mailbox, mailbox } from "../../support/deferred.ts";
import { request } from "../../support/exchange-log.ts";
import { type RawConnection, watch } from "../../support/raw-server.ts";

describe.skipIf(!hasOpenssl)("over TLS", () => {
  let certificate: Certificate;
  let server: Server;
  let connections: Mailbox<RawConnection>;
  let port: number;
  /** The server name in the last client's handshake. */
  let asked: {
    readonly name: string | false | null | undefined;
    readonly protocol: string | false | null;
    readonly resumed: boolean;
  }[] = [];

  beforeAll(async () => {
    certificate = createCertificate();
    connections = mailbox();
    const { key, cert } = certificate;
    server = createServer({ key, cert, ALPNProtocols: ["h2", "http/1.1"] }, (socket) => {
      asked.push({ name: socket.servername, protocol: socket.alpnProtocol, resumed: socket.isSessionReused() });
      connections.put(watch(socket));
    });
    server.on("tlsClientError", (_error, socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    ({ port } = server.address() as AddressInfo);
  });

  afterAll(async () => {
    vi.unstubAllEnvs();
    const closed = new Promise((resolve) => server.close(resolve));
    for (const { socket } of connections.all) socket.destroy();
    await closed;
    certificate.remove();
  });

  beforeEach(() => {
    vi.unstubAllEnvs();
    connections.skip();
    asked = [];
  });

  const poolAt = (host: string) =>
    createPool({
      origin: new URL(`https://${host}:${port}`),
      connectTimeout: 5_000,
      idleTimeout: 0,
      clock: systemClock,
    });

  /** Node reads this at each connection; only these tests need a certificate that no authority has signed. */
  const trustAnything = () => vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");

  test("an untrusted certificate is a connection failure, and no request is sent", async () => {
    const log = request(poolAt("127.0.0.1"));
    expect(await log.end).toBe("connection");
    expect(log.events).toEqual(["connection"]);
    expect(log.failure()?.fault).toEqual({ cause: "tls", detail: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    expect(connections.all.every(({ received }) => received() === "")).toBe(true);
  });

  test("a request is answered; its connection is reused, and its session by the next one", async () => {
    trustAnything();
    const pool = poolAt("localhost");
    const log = request(pool);
    const connection = await connections.next();
    await connection.until("\r\n\r\n");
    expect(connection.received()).toContain(`host: localhost:${port}\r\n`);
    connection.socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
    expect(await log.end).toBe("complete");
    const again = request(pool, { path: "/again" });
    await connection.until("/again");
    connection.socket.end("HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok");
    expect(await again.end).toBe("complete");
    const next = request(pool);
    const second = await connections.next();
    second.socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    expect(await next.end).toBe("complete");
    expect(asked).toEqual([
      { name: "localhost", protocol: "http/1.1", resumed: false },
      { name: "localhost", protocol: "http/1.1", resumed: true },
    ]);
    await pool.close();
  });

  test("an IP address is not sent as a server name", async () => {
    trustAnything();
    const pool = poolAt("127.0.0.1");
    const log = request(pool);
    const { socket } = await connections.next();
    socket.write("HTTP/1.1 204 No Content\r\n\r\n");
    expect(await log.end).toBe("complete");
    expect(asked[0]?.name).toBe(false);
    await pool.close();
  });

  test("a receiver that pauses at each piece gets all of them", async () => {
    trustAnything();
    const pool = poolAt("localhost");
    const log = request(pool);
    log.flowing = false;
    const { socket, until } = await connections.next();
    await until("\r\n\r\n");
    socket.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    await log.answered;
    log.resume();
    for (let i = 0; i < 5; i++) {
      const came = deferred();
      log.onData = () => {
        setImmediate(() => log.resume());
        came.resolve();
      };
      socket.write("5\r\nabcde\r\n");
      await came.promise;
    }
    socket.write("0\r\n\r\n");
    expect(await log.end).toBe("complete");
    expect(log.length()).toBe(25);
    await pool.close();
  });

  test("a pool trusts its own authorities only, and no session that was made without them", async () => {
    const origin = new URL(`https://localhost:${port}`);
    const options = { origin, connectTimeout: 5_000, idleTimeout: 0, clock: systemClock };
    const own = createPool({ ...options, ca: String(certificate.cert) });
    const log = request(own);
    const { socket, until } = await connections.next();
    await until("\r\n\r\n");
    socket.write("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n");
    expect(await log.end).toBe("complete");
    const other = request(createPool(options));
    expect(await other.end).toBe("connection");
    expect(other.failure()?.fault).toEqual({ cause: "tls", detail: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  });

  test("the artifact trusts the certificates of ca_file for that backend, and the log tells that others are not", async () => {
    const at = (name: string, more: string) =>
      `  ${name}: { type: openai-compatible, base_url: "https://localhost:${port}/v1", api_key: "\${FAR_KEY}"${more} }`;
    const own = at("own", `, ca_file: "${certificate.file}"`);
    const config = `backends:\n${own}\n${at("other", "")}\ndefault_backend: own\nfailure_handling: { retries: 0 }\n`;
    const artifact = await startArtifact(config, { env: { FAR_KEY: "k" } });
    try {
      const answer = post(`${artifact.url}/v1/chat/completions`, { model: "own:m", messages: [] });
      const { socket, until } = await connections.next();
      await until('"messages"');
      const body = JSON.stringify(chat("over TLS"));
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      expect((await answer).text).toBe(body);
      expect((await post(`${artifact.url}/v1/chat/completions`, { model: "other:m", messages: [] })).status).toBe(502);
      expect(await artifact.logged(/"attempt_failed".*"other:m"/)).toContain(
        '"reason":"tls","status":null,"next":"finish","detail":"DEPTH_ZERO_SELF_SIGNED_CERT"',
      );
    } finally {
      await artifact.stop();
    }
  });

  test("the artifact trusts the certificates in NODE_EXTRA_CA_CERTS", async () => {
    const config = `
backends: { far: { type: openai-compatible, base_url: "https://localhost:${port}/v1", api_key: "\${FAR_KEY}" } }
default_backend: far
`;
    const artifact = await startArtifact(config, { env: { FAR_KEY: "k", NODE_EXTRA_CA_CERTS: certificate.file } });
    try {
      const answer = post(`${artifact.url}/v1/chat/completions`, { model: "m", messages: [] });
      const { socket, until, received } = await connections.next();
      await until('"messages"');
      expect(received()).toContain("authorization: Bearer k\r\n");
      const body = JSON.stringify(chat("over TLS"));
      socket.write(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      expect((await answer).text).toBe(body);
    } finally {
      await artifact.stop();
    }
  });
});
