/** What a server says of what its config left out of it. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { errorOf, post, send } from "../support/client.ts";
import { doors } from "../support/doors.ts";

const CONFIG = `backends: { offline: { type: mock } }
default_backend: offline
auth: { api_keys: ["\${CLIENT}"] }
`;

let artifact: RunningArtifact;
beforeAll(async () => {
  artifact = await startArtifact(CONFIG, { env: { CLIENT: "client-key" } });
});
afterAll(() => artifact?.stop());

const KEY = { authorization: "Bearer client-key" };
const messages = [{ role: "user", content: "hi" }];

describe.each(doors)("by the $door door", ({ query }) => {
  test("a race is a 400 that says so; other groups are answered", async () => {
    const url = `${artifact.url}/v1/chat/completions${query}`;
    const refused = await post(url, { model: "offline:a!offline:b", messages }, KEY);
    expect([refused.status, errorOf(refused).code]).toEqual([400, "unsupported_construct"]);
    expect(errorOf(refused).message).toContain("A!B is not compiled into this server");
    for (const model of ["offline:a|offline:b", "offline:a^offline:b"]) {
      expect((await post(url, { model, messages }, KEY)).status).toBe(200);
    }
  });

  test.each(["/v1/files", "/v1/images/generations"])("%s is a 404 that names the key", async (path) => {
    const answer = await send(`${artifact.url}${path}${query}`, { method: "POST", headers: KEY, body: "{}" });
    expect([answer.status, errorOf(answer).code]).toEqual([404, "not_found"]);
    expect(errorOf(answer).message).toContain("passthrough: true");
  });

  test("a response that nobody made is not found", async () => {
    const answer = await send(`${artifact.url}/v1/responses/resp_1${query}`, { method: "GET", headers: KEY });
    expect(answer.status).toBe(404);
    const body = { model: "offline:a", input: "hi", previous_response_id: "resp_1" };
    const continued = await post(`${artifact.url}/v1/responses${query}`, body, KEY);
    expect(errorOf(continued).code).toBe("previous_response_not_found");
  });
});

describe("a WebSocket", () => {
  const head = (path: string, upgrade: string, more = "") =>
    `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade, close\r\nupgrade: ${upgrade}\r\n${more}\r\n`;

  function asked(text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect(Number(new URL(artifact.url).port), "127.0.0.1", () => socket.write(text));
      let answer = "";
      socket.on("data", (chunk) => {
        answer += chunk.toString();
      });
      socket.on("error", reject);
      socket.on("close", () => resolve(answer));
    });
  }

  test.each([
    ["/v1/realtime?model=m", "No backend in this server's config has realtime sessions."],
    ["/v1/responses", "Send the request over plain HTTP."],
    ["/v1/models", "Send the request over plain HTTP."],
  ])("at %s is refused with the status that makes clients go on over HTTP", async (path, why) => {
    const answer = await asked(head(path, "websocket", "authorization: Bearer client-key\r\n"));
    expect(answer).toMatch(/^HTTP\/1\.1 426 /);
    expect(answer.toLowerCase()).toContain("\r\nupgrade: http/1.1\r\n");
    expect(answer).toContain(why);
    expect(answer).toContain("websocket_refused");
  });

  test("of a stranger gets a 401", async () => {
    expect(await asked(head("/v1/realtime", "websocket"))).toMatch(/^HTTP\/1\.1 401 /);
  });

  test("another upgrade is not taken up, and the request is answered", async () => {
    expect(await asked(head("/healthz", "h2c"))).toMatch(/^HTTP\/1\.1 200 /);
  });
});
