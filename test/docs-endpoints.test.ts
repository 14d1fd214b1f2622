/** What docs/other-endpoints.md and docs/chatgpt-login.md say, tried with the built server. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { json } from "./support/answers.ts";
import { type RunningArtifact, runArtifact, startArtifact } from "./support/artifact.ts";
import { post, send, wireTo } from "./support/client.ts";
import { blockOf, blocksOf, commandsOf, rowsOf } from "./support/markdown.ts";
import { type ScriptedUpstream, startUpstream } from "./support/upstream.ts";
import { login, writeLogin } from "./upstream/codex/support/login-file.ts";

const page = (name: string): string => readFileSync(new URL(`../docs/${name}.md`, import.meta.url), "utf8");

describe("docs/other-endpoints.md", () => {
  const text = page("other-endpoints");
  const config = blockOf(text, "yaml config.yaml");
  let upstream: ScriptedUpstream;
  let open: RunningArtifact;
  let shut: RunningArtifact;

  beforeAll(async () => {
    upstream = await startUpstream();
    upstream.always("/", json({ ok: true }));
    upstream.always("/v1/completions", json({ choices: [{ text: "hi" }] }));
    upstream.always("/v1/embeddings", json({ data: [{ embedding: [0.5] }] }));
    upstream.always("/v1/moderations", json({ results: [{ flagged: false }] }));
    upstream.always("/v1/responses/compact", json({ output: [] }));
    upstream.always("/v1/responses/input_tokens", json({ input_tokens: 3 }));
    const here = config.replace("{ type: openai }", `{ type: openai, base_url: "${upstream.url}/v1" }`);
    const env = { OPENAI_API_KEY: "sk-up" };
    open = await startArtifact(here, { env });
    shut = await startArtifact(here.replace("passthrough: true", "passthrough: false"), { env });
  });
  afterAll(async () => {
    await Promise.all([open.stop(), shut.stop()]);
    await upstream.close();
  });

  test.each(rowsOf(text, "path").filter(([paths]) => !/realtime|other paths below \/v1\/models/.test(paths ?? "")))(
    "%s goes to %s %s",
    async (paths = "", _, when = "") => {
      for (const path of paths.match(/\/v1\/[a-z_/]*[a-z]/g) ?? []) {
        const whole = /images|audio/.test(path) ? `${path}/some` : path;
        const body = { model: "scribe", input: "x" };
        upstream.reset();
        expect((await post(open.url + whole, body)).status, whole).toBe(200);
        const { url, headers, fields } = await upstream.next();
        expect(url).toBe(whole);
        expect(headers.authorization).toBe("Bearer sk-up");
        const routed = /backend of the model/.test(_ ?? "");
        expect(fields.model, whole).toBe(routed ? "gpt-4o-transcribe" : "scribe");
        const without = await post(shut.url + whole, body);
        expect(without.status, whole).toBe(when === "always" ? 200 : 404);
        if (without.status === 404) expect(without.text).toContain("passthrough: true");
      }
    },
  );

  it("answers 404 to the other paths", async () => {
    for (const path of ["/v1/models/x/y", "/v1/responses/x/y", "/v1/realtime/sessions", "/v1/embeddings/x"]) {
      expect((await send(open.url + path, { method: "GET" })).status, path).toBe(404);
    }
    for (const path of ["/v1/files/../x", "/v1/files/%2e%2e/x", "/v1/files/a%2fb", "/v1/files//a"]) {
      const asked = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`;
      expect(await wireTo(open.url, asked), path).toMatch(/^HTTP\/1\.1 404 /);
    }
  });

  it("answers 426 to a WebSocket elsewhere", async () => {
    const wish = "Host: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n";
    const key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    expect(await wireTo(open.url, `GET /v1/responses HTTP/1.1\r\n${wish}${key}`)).toMatch(/^HTTP\/1\.1 426 /);
  });
});

describe("docs/chatgpt-login.md", () => {
  const text = page("chatgpt-login");
  const home = mkdtempSync(join(tmpdir(), "turnout-docs-"));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  it("shows what --check-env says", async () => {
    mkdirSync(join(home, ".codex"));
    const now = Date.UTC(2030, 0, 1) - 1000;
    writeLogin(join(home, ".codex", "auth.json"), login({ now, expiresIn: 1, account: "4c1a9e50-0000" }));
    const config = blocksOf(text).find(({ info }) => info === "yaml")?.text ?? "";
    const { stdout, code } = await runArtifact(config, { env: { HOME: home }, flags: ["--check-env"] });
    const [shown] = commandsOf(text);
    expect(stdout.replaceAll(home, "/home/ada")).toBe(shown?.output);
    expect(code).toBe(0);
  });
});
