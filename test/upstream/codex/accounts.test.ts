import { afterEach, beforeEach, expect, test } from "vitest";
import { json } from "../../support/answers.ts";
import { bearerOf, type ChatGpt, RESPONSES, startChatGpt, streamed } from "./support/chatgpt.ts";
import { type CodexGateway, startGateway } from "./support/gateway.ts";
import { login, loginFile } from "./support/login-file.ts";

let chatgpt: ChatGpt;
let gateway: CodexGateway;
const one = login({ account: "account-one" });
const two = login({ account: "account-two" });

beforeEach(async () => {
  chatgpt = await startChatGpt();
  for (const { tokens } of [one, two]) chatgpt.accepted.add(tokens.access_token);
});
afterEach(async () => {
  await gateway.close();
  await chatgpt.close();
});

const accounts = () => chatgpt.asked().map(({ headers }) => headers["chatgpt-account-id"]);

test("accounts rotate, each with its own token", async () => {
  gateway = await startGateway(chatgpt, [loginFile(one), loginFile(two)]);
  for (let i = 0; i < 4; i++) expect((await gateway.ask()).status).toBe(200);
  expect(accounts()).toEqual(["account-one", "account-two", "account-one", "account-two"]);
  expect(chatgpt.asked().slice(0, 2).map(bearerOf)).toEqual([one.tokens.access_token, two.tokens.access_token]);
});

test("an account whose limit is used up is skipped for every model", async () => {
  const limit = { type: "usage_limit_reached", message: "The usage limit has been reached", resets_in_seconds: 7200 };
  chatgpt.upstream.always(RESPONSES, (request, response) =>
    (request.headers["chatgpt-account-id"] === "account-one" ? json({ error: limit }, 429) : streamed("hello"))(
      request,
      response,
    ),
  );
  gateway = await startGateway(chatgpt, [loginFile(one), loginFile(two)]);
  for (const model of ["gpt-5-codex", "gpt-5", "gpt-5.1", "gpt-5-codex"]) {
    expect((await gateway.ask({ model })).status).toBe(200);
  }
  expect(accounts().filter((account) => account === "account-one")).toEqual(["account-one"]);
});

test.each(["in the body", "in seconds", "in headers", "in the stream"])(
  "an account whose limit is used up is skipped until it ends (told %s), and the other answers",
  async (where) => {
    const limit = { type: "usage_limit_reached", message: "The usage limit has been reached", plan_type: "plus" };
    const end = Math.floor(Date.now() / 1000) + 7200;
    chatgpt.upstream.always(RESPONSES, (request, response) => {
      const own = request.headers["chatgpt-account-id"] === "account-one";
      const answers = {
        "in the body": json({ error: { ...limit, resets_at: end } }, 429),
        "in seconds": json({ error: { ...limit, resets_in_seconds: 7200 } }, 429),
        "in headers": json({ error: limit }, 429, {
          "x-codex-primary-used-percent": "100.0",
          "x-codex-primary-reset-at": String(end),
          "x-codex-secondary-used-percent": "20",
          "x-codex-secondary-reset-after-seconds": "400000",
        }),
        "in the stream": (_: unknown, failing: typeof response) => {
          failing.writeHead(200, { "content-type": "text/event-stream" });
          const failed = { id: "resp_1", status: "failed", error: { ...limit, resets_in_seconds: 7200 } };
          failing.end(
            `event: response.failed\ndata: ${JSON.stringify({ type: "response.failed", response: failed })}\n\n`,
          );
        },
      };
      return (own ? answers[where as keyof typeof answers] : streamed("hello"))(request, response);
    });
    gateway = await startGateway(chatgpt, [loginFile(one), loginFile(two)]);
    for (let i = 0; i < 5; i++) expect((await gateway.ask()).status).toBe(200);
    expect(accounts().filter((account) => account === "account-one")).toEqual(["account-one"]);
    const line = gateway
      .log()
      .split("\n")
      .find((text) => text.includes("cool"));
    const seconds = Number(/"(?:ms|seconds|for)":(\d+)/.exec(line ?? "")?.[1]);
    expect(line).toContain(`"target":"codex.1"`);
    expect(seconds === 7200 || Math.abs(seconds - 7_200_000) < 5000 || Math.abs(seconds - 7200) < 5).toBe(true);
  },
);

test("a session stays with its account", async () => {
  gateway = await startGateway(chatgpt, [loginFile(one), loginFile(two)], { backend: { affinity: "session" } });
  for (let i = 0; i < 3; i++) {
    for (const key of ["a", "b"]) expect((await gateway.ask({ prompt_cache_key: key })).status).toBe(200);
  }
  const byKey = (key: string) =>
    new Set(
      chatgpt
        .asked()
        .filter(({ fields }) => fields.prompt_cache_key === key)
        .map(({ headers }) => headers["chatgpt-account-id"]),
    );
  expect([byKey("a").size, byKey("b").size]).toEqual([1, 1]);
});

test("an account without a login leaves its requests to the next, and is used as soon as it has one", async () => {
  const path = loginFile("{");
  gateway = await startGateway(chatgpt, [path, loginFile(two)]);
  for (let i = 0; i < 6; i++) expect((await gateway.ask()).status).toBe(200);
  expect(new Set(accounts())).toEqual(new Set(["account-two"]));
  const { writeLogin } = await import("./support/login-file.ts");
  writeLogin(path, one);
  await expect
    .poll(async () => {
      await gateway.ask();
      return accounts().at(-1);
    })
    .toBe("account-one");
});

test("if no account has a login, the client learns what to do", async () => {
  gateway = await startGateway(chatgpt, ["/nowhere/1/auth.json", loginFile({ tokens: {} })]);
  const answer = await gateway.ask();
  expect(answer.status).toBe(401);
  expect(answer.text).toMatch(/codex login/);
  expect(chatgpt.asked()).toEqual([]);
});
