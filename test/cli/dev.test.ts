import { once } from "node:events";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, startCli } from "../support/cli.ts";
import { wireTo } from "../support/client.ts";
import { deferred } from "../support/deferred.ts";

const config = (reply: string) => `backends:
  mock: { type: mock, mock: { reply: "${reply}", word_delay: 0 } }
default_backend: mock
`;
const URL_OF = /config\.yaml on (http:\/\/\S+)/;

async function startDev(cwd: string, env: Readonly<Record<string, string>> = {}) {
  const dev = startCli(["dev", "--port", "0"], { cwd, env });
  const url = URL_OF.exec(await dev.printed(URL_OF))?.[1];
  const ask = (body: object = {}) =>
    fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hi" }], ...body }),
    });
  const answer = async () => {
    const { choices } = (await (await ask()).json()) as { choices: [{ message: { content: string } }] };
    return choices[0].message.content;
  };
  return { ...dev, url, ask, answer };
}

describe("turnout dev", () => {
  it("serves the new routes to the next request once the config has changed", async () => {
    const cwd = folderWith({ "config.yaml": config("before") });
    const dev = await startDev(cwd);
    expect(await dev.answer()).toBe("before");
    writeFileSync(join(cwd, "config.yaml"), config("after"));
    await dev.printed(/config\.yaml changed: its routes are live/);
    expect(await dev.answer()).toBe("after");
    expect((await fetch(`${dev.url}/v1/models`)).status).toBe(200);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("answers a WebSocket request as the artifact would", async () => {
    const dev = await startDev(folderWith({ "config.yaml": config("x") }));
    const ask = (path: string) =>
      wireTo(
        `${dev.url}`,
        `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
          "sec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
      );
    expect(await ask("/v1/responses")).toMatch(/^HTTP\/1\.1 426 /);
    expect(await ask("/v1/realtime?model=m")).toMatch(/^HTTP\/1\.1 400 [\s\S]*unsupported_endpoint/);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("notices an editor that replaces the file", async () => {
    const cwd = folderWith({ "config.yaml": config("before") });
    const dev = await startDev(cwd);
    writeFileSync(join(cwd, "config.yaml~"), config("after"));
    rmSync(join(cwd, "config.yaml"));
    renameSync(join(cwd, "config.yaml~"), join(cwd, "config.yaml"));
    await dev.printed(/routes are live/);
    expect(await dev.answer()).toBe("after");
    dev.signal("SIGINT");
    expect((await dev.exit).code).toBe(0);
  });

  it("keeps the old routes, and not the built-in config, when the config is deleted", async () => {
    const cwd = folderWith({ "config.yaml": `${config("before")}auth: { api_keys: ["\${CLIENT_KEY}"] }\n` });
    const dev = await startDev(cwd, { CLIENT_KEY: "k" });
    rmSync(join(cwd, "config.yaml"));
    await dev.printed(/the routes before this change stay/);
    expect((await dev.ask()).status).toBe(401);
    writeFileSync(join(cwd, "config.yaml"), config("after"));
    await dev.printed(/routes are live/);
    expect(await dev.answer()).toBe("after");
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("takes a config that appears in place of the built-in one, and keeps its routes when that goes", async () => {
    const cwd = folderWith();
    const dev = startCli(["dev", "--port", "0"], { cwd, env: { HOME: cwd, CLIENT_KEY: "k" } });
    const url = /built-in\.yaml on (http:\/\/\S+)/.exec(await dev.printed(/built-in\.yaml on /))?.[1];
    const text = config("x").replace("backends:", "backends:\n  openai: { type: openai }");
    writeFileSync(join(cwd, "config.yaml"), `${text}auth: { api_keys: ["\${CLIENT_KEY}"] }\n`);
    await dev.printed(/OPENAI_API_KEY is not set/);
    await dev.printed(/config\.yaml changed: its routes are live/);
    rmSync(join(cwd, "config.yaml"));
    await dev.printed(/the routes before this change stay/);
    expect((await fetch(`${url}/v1/models`)).status).toBe(401);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("reads .env, and says that a change of it needs a restart", async () => {
    const cwd = folderWith({ "config.yaml": `${config("x")}auth: { api_keys: ["\${ONE}"] }\n`, ".env": "ONE=k\n" });
    const dev = await startDev(cwd);
    expect((await dev.ask()).status).toBe(401);
    writeFileSync(join(cwd, ".env"), "ONE=other\n");
    await dev.printed(/\.env changed: restart `turnout dev` to use it/);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("says when a change needs a restart", async () => {
    const cwd = folderWith({ "config.yaml": `${config("x")}server: { max_body_bytes: 2048 }\n` });
    const dev = startCli(["dev"], { cwd, env: { PORT: "0" } });
    await dev.printed(URL_OF);
    writeFileSync(join(cwd, "config.yaml"), `${config("x")}server: { host: localhost }\n`);
    await dev.printed(/server\.host is now localhost: restart `turnout dev` for that/);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("keeps the old routes while the config is invalid, and reports why", async () => {
    const cwd = folderWith({ "config.yaml": config("before") });
    const dev = await startDev(cwd);
    writeFileSync(join(cwd, "config.yaml"), `${config("after")}default_bakend: x\n`);
    await dev.printed(/^error\[unknown-key\]/);
    await dev.printed(/the routes before this change stay/);
    expect(await dev.answer()).toBe("before");
    writeFileSync(join(cwd, "config.yaml"), config("mended"));
    await dev.printed(/routes are live/);
    expect(await dev.answer()).toBe("mended");
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("notices a change in a file that the config names", async () => {
    const text = `${config("same")}  codex: { type: openai-codex, instructions_file: prompts/codex.md }\n`;
    const broken = text.replace(/(default_backend: mock\n)(.*\n)/, "$2$1");
    const cwd = folderWith({ "config.yaml": broken });
    mkdirSync(join(cwd, "prompts"));
    writeFileSync(join(cwd, "prompts/codex.md"), "You write code.");
    const dev = await startDev(cwd);
    writeFileSync(join(cwd, "prompts/codex.md"), " ");
    await dev.printed(/^error\[unreadable-file\]/);
    expect(await dev.answer()).toBe("same");
    writeFileSync(join(cwd, "prompts/codex.md"), "You write good code.");
    await dev.printed(/routes are live/);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
  });

  it("lets an open stream finish on the old routes", async () => {
    const finish = deferred<void>();
    const chunk = (content: string) => `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`;
    const upstream = createServer(async (request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(chunk("old"));
      await finish.promise;
      response.end(`${chunk(" still old")}data: [DONE]\n\n`);
    }).listen(0, "127.0.0.1");
    await once(upstream, "listening");
    const { port } = upstream.address() as AddressInfo;
    const cwd = folderWith({
      "config.yaml": `backends:\n  up: { type: openai-compatible, base_url: "http://127.0.0.1:${port}/v1" }\ndefault_backend: up\n`,
    });
    const dev = await startDev(cwd);
    const response = await dev.ask({ stream: true });
    const reader = (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value ?? "";
    expect(text).toContain('"old"');

    writeFileSync(join(cwd, "config.yaml"), config("new"));
    await dev.printed(/routes are live/);
    expect(await dev.answer()).toBe("new");

    finish.resolve();
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    expect(text).toContain(" still old");
    expect(text).toContain("[DONE]");
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
    upstream.close();
  });

  it("uses another port if its own is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const dev = startCli(["dev", "--port", String(port)], { cwd: folderWith({ "config.yaml": config("x") }) });
    const url = URL_OF.exec(await dev.printed(URL_OF))?.[1];
    expect(url).not.toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    dev.signal("SIGTERM");
    expect((await dev.exit).code).toBe(0);
    taken.close();
  });

  it("exits with 1 if the first config is wrong", async () => {
    const dev = startCli(["dev", "--port=0"], { cwd: folderWith({ "config.yaml": "backends: {}\n" }) });
    expect(await dev.exit).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[/m) });
  });

  it("does not listen on public addresses without a key", async () => {
    const cwd = folderWith({ "config.yaml": config("x") });
    const dev = startCli(["dev", "--port=0", "--host=0.0.0.0"], { cwd });
    expect(await dev.exit).toMatchObject({ code: 1, stderr: expect.stringContaining("TURNOUT_API_KEY") });
  });
});
