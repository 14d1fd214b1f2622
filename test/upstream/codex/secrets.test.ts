import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { json } from "../../support/answers.ts";
import type { Answered } from "../../support/client.ts";
import { bearerOf, type ChatGpt, RESPONSES, startChatGpt, streamed, TOKENS, unauthorized } from "./support/chatgpt.ts";
import { type CodexGateway, startGateway } from "./support/gateway.ts";
import { folder, login, loginFile } from "./support/login-file.ts";

let chatgpt: ChatGpt;
let gateway: CodexGateway;
let capture: string;

beforeEach(async () => {
  chatgpt = await startChatGpt();
  capture = join(folder(), "capture.jsonl");
});
afterEach(() => chatgpt.close());

const CAPTURE = { maxBytes: 10_000_000, maxFiles: 1, totalMaxBytes: 20_000_000, flushInterval: 0.01 };

async function play(fields: ReturnType<typeof login>, ask: () => Promise<readonly Answered[]>) {
  gateway = await startGateway(chatgpt, [loginFile(fields)], { settings: { capture: { ...CAPTURE, file: capture } } });
  const answers = await ask();
  await gateway.close();
  const captured = readFileSync(capture, "utf8");
  expect(captured).toContain("backend-api");
  const secrets = [...chatgpt.seen, ...Object.values(fields.tokens).filter((value) => value !== "account-0123456789")];
  expect(secrets.length).toBeGreaterThan(2);
  for (const secret of secrets) {
    for (const text of [captured, gateway.log(), ...answers.flatMap(({ text, rawHeaders }) => [text, ...rawHeaders])])
      expect(text).not.toContain(secret);
  }
  return { captured, answers };
}

test("changing tokens appear neither in the log nor in a capture nor in an answer", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  const { answers } = await play(old, async () => [await gateway.ask(), await gateway.ask()]);
  expect(answers.map(({ text }) => text.includes("hello"))).toEqual([true, true]);
});

test("a token that an upstream repeats twice, in its body and its headers, is never shown", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  chatgpt.upstream.always(RESPONSES, (request, response) => {
    response.setHeader("x-debug", bearerOf(request));
    chatgpt.seen.add(bearerOf(request));
    return unauthorized(request, response);
  });
  const { answers } = await play(old, async () => [await gateway.ask()]);
  expect(answers[0]?.text).toContain("Not accepted: ***");
});

test("a part of a token in an error, and a whole one in a stream, are hidden too", async () => {
  const old = login();
  chatgpt.upstream.once(RESPONSES, (request, response) =>
    json({ error: { message: `Bad: ${bearerOf(request).slice(0, 60)}`, code: "odd" } }, 400)(request, response),
  );
  chatgpt.upstream.always(RESPONSES, (request, response) => {
    chatgpt.seen.add(bearerOf(request));
    response.writeHead(200, { "content-type": "text/event-stream", "x-debug": `for ${bearerOf(request)}` });
    const failed = {
      type: "response.failed",
      response: { error: { code: "x", message: `Bad: ${bearerOf(request)}` } },
    };
    response.end(`event: response.failed\ndata: ${JSON.stringify(failed)}\n\n`);
  });
  const { answers } = await play(old, async () => [await gateway.ask(), await gateway.ask({ stream: true })]);
  expect(answers[0]?.text).toContain("Bad: ***");
  expect(answers[1]?.text).toContain("Bad: ***");
});

test("a refresh token that the refresh endpoint repeats is never shown", async () => {
  const old = login({ expiresIn: -10 });
  chatgpt.upstream.always(TOKENS, (request, response) =>
    json(
      {
        error: { message: `Bad: ${String(request.fields.refresh_token)}`, code: String(request.fields.refresh_token) },
      },
      401,
    )(request, response),
  );
  gateway = await startGateway(chatgpt, [loginFile(old)]);
  const { text } = await gateway.ask();
  await gateway.close();
  expect(text).toContain("codex_login_required");
  for (const secret of Object.values(old.tokens)) expect(text + gateway.log()).not.toContain(secret);
});

test("a token that the headers of a good answer repeat is never shown", async () => {
  const good = login();
  chatgpt.upstream.always(RESPONSES, (request, response) => {
    chatgpt.seen.add(bearerOf(request));
    chatgpt.seen.add(`Bearer ${bearerOf(request)}`);
    response.setHeader("x-debug", `for ${bearerOf(request)}`);
    return streamed("hello")(request, response);
  });
  const { answers } = await play(good, async () => [await gateway.ask({ stream: true })]);
  expect(answers[0]?.headers["x-debug"]).toBe("for ***");
});
