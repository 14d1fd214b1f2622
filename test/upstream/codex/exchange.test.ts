import { readFileSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BodyStream, UpstreamEvents, UpstreamRequest } from "../../../runtime/wire/upstream.ts";
import { json, stall } from "../../support/answers.ts";
import { deferred } from "../../support/deferred.ts";
import { bearerOf, type ChatGpt, RESPONSES, startChatGpt, TOKENS } from "./support/chatgpt.ts";
import { login, loginFile } from "./support/login-file.ts";
import { type OneAccount, oneAccount } from "./support/one-account.ts";

let chatgpt: ChatGpt;
let account: OneAccount;

beforeEach(async () => {
  chatgpt = await startChatGpt();
});
afterEach(async () => {
  await account.close();
  await chatgpt.close();
});

const REQUEST: UpstreamRequest = {
  method: "POST",
  path: RESPONSES,
  headers: ["x-a", "b"],
  body: { pieces: [Buffer.from('{"a":'), Buffer.from("1}")], length: 7 },
};

/** Sends a request and records its outcome. */
function send(
  onConnect: (abort: (reason?: Error) => void) => void = () => {},
  flows = true,
  request: UpstreamRequest = REQUEST,
) {
  const over = deferred<string>();
  const log: string[] = [];
  let resumeIt: () => void = () => {};
  const events: UpstreamEvents = {
    onConnect(abort) {
      log.push("connect");
      onConnect(abort);
    },
    onHeaders(status, _, resume) {
      log.push(`head ${status}`);
      resumeIt = resume;
      return flows;
    },
    onData(chunk) {
      log.push(`data ${chunk.toString().length > 0}`);
      return flows;
    },
    onComplete: () => over.resolve("complete"),
    onError: (error) => over.resolve(error.message),
  };
  account.upstream.dispatch(request, events);
  return { log, over: over.promise, resume: () => resumeIt() };
}

test("the complete body is sent the second time too", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  account = oneAccount(chatgpt, loginFile(old));
  expect(await send().over).toBe("complete");
  expect(chatgpt.asked().map(({ body }) => body.toString())).toEqual(['{"a":1}', '{"a":1}']);
  expect(chatgpt.asked().map(bearerOf)[0]).toBe(old.tokens.access_token);
  expect(chatgpt.asked()[1]?.headers).toMatchObject({ "x-a": "b", "chatgpt-account-id": "account-0123456789" });
});

test("a second 401 is passed on unchanged", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  chatgpt.upstream.always(RESPONSES, json({ error: { message: "no", code: "odd" } }, 401));
  account = oneAccount(chatgpt, loginFile(old));
  const sent = send();
  expect(await sent.over).toBe("complete");
  expect(sent.log).toEqual(["connect", "head 401", "data true"]);
  expect(chatgpt.asked().length).toBe(2);
});

test("onConnect is called before dispatch returns, and all else after it", async () => {
  account = oneAccount(chatgpt, "/nowhere/auth.json");
  const sent = send();
  expect(sent.log).toEqual(["connect"]);
  expect(await sent.over).toBe("complete");
  expect(sent.log).toEqual(["connect", "head 401", "data true"]);
});

test("a receiver that pauses gets the answer in the upstream's place bit by bit", async () => {
  account = oneAccount(chatgpt, "/nowhere/auth.json");
  const sent = send(undefined, false);
  await expect.poll(() => sent.log.length).toBe(2);
  sent.resume();
  expect(sent.log).toEqual(["connect", "head 401", "data true"]);
  sent.resume();
  expect(await sent.over).toBe("complete");
});

test.each(["at once", "in the refresh", "before the answer", "in the answer"])(
  "a request can be cancelled %s",
  async (when) => {
    const over = login({ expiresIn: when === "in the refresh" ? -10 : 3600 });
    chatgpt.accepted.add(over.tokens.access_token);
    chatgpt.refreshable.add(over.tokens.refresh_token);
    chatgpt.upstream.once(TOKENS, stall);
    chatgpt.upstream.once(RESPONSES, when === "in the answer" ? half : stall);
    account = oneAccount(chatgpt, loginFile(over));
    let abort: (reason?: Error) => void = () => {};
    const sent = send((it) => {
      abort = it;
      if (when === "at once") it(new Error("given up"));
    });
    if (when !== "at once") await chatgpt.upstream.next();
    if (when === "in the answer") await expect.poll(() => sent.log.length).toBe(3);
    abort(new Error("given up"));
    expect(await sent.over).toBe("given up");
    const told = sent.log.length;
    abort();
    expect(sent.log.length).toBe(told);
    expect(chatgpt.asked().length).toBe(when.startsWith("in the a") || when.startsWith("before") ? 1 : 0);
    await account.leave(chatgpt);
  },
);

const half: Parameters<ChatGpt["upstream"]["once"]>[1] = (_, response) => {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write("data: {}\n\n");
};

test("closing waits for a refresh in progress, and for those that wait for it", async () => {
  const old = login({ expiresIn: -10 });
  const answered = deferred();
  chatgpt.upstream.once(TOKENS, async (_, response) => {
    await answered.promise;
    json({ access_token: [...chatgpt.accepted][0] })(_, response);
  });
  chatgpt.accepted.add(login().tokens.access_token);
  account = oneAccount(chatgpt, loginFile(old));
  const sent = send();
  await chatgpt.upstream.next();
  let closed = false;
  const closing = account.close().then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  answered.resolve();
  expect(await sent.over).toBe("complete");
  await closing;
  expect(sent.log[1]).toBe("head 200");
});

test("closing waits for a refresh whose client has left, so that the new login is in its file", async () => {
  const old = login({ expiresIn: -10 });
  const fresh = login().tokens.access_token;
  const answered = deferred();
  chatgpt.upstream.once(TOKENS, async (_, response) => {
    await answered.promise;
    json({ access_token: fresh })(_, response);
  });
  const path = loginFile(old);
  account = oneAccount(chatgpt, path);
  let abort: (reason?: Error) => void = () => {};
  const sent = send((it) => {
    abort = it;
  });
  await chatgpt.upstream.next();
  abort(new Error("given up"));
  await sent.over;
  let closed = false;
  const closing = account.close().then(() => {
    closed = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(closed).toBe(false);
  answered.resolve();
  await closing;
  expect(readFileSync(path, "utf8")).toContain(fresh);
});

test("an API key is sent unchanged, and its answer is passed on unchanged", async () => {
  account = oneAccount(chatgpt, loginFile({ OPENAI_API_KEY: "sk-of-the-file" }));
  const sent = send();
  expect(await sent.over).toBe("complete");
  expect(sent.log).toEqual(["connect", "head 401", "data true"]);
  expect(chatgpt.asked().length).toBe(1);
  expect(chatgpt.asked().map(bearerOf)).toEqual(["sk-of-the-file"]);
  expect(chatgpt.asked()[0]?.headers["chatgpt-account-id"]).toBeUndefined();
});

/** A body that is sent on as it arrives. */
function upload() {
  const calls: string[] = [];
  const body: BodyStream = {
    length: 3,
    open(to) {
      calls.push("open");
      to.write(Buffer.from("abc"));
      to.end();
    },
    resume() {},
    close: () => void calls.push("close"),
  };
  return { calls, request: { ...REQUEST, body } };
}

test("a streamed body is sent once, and its error is passed on", async () => {
  const old = login();
  chatgpt.refreshable.add(old.tokens.refresh_token);
  account = oneAccount(chatgpt, loginFile(old));
  const { calls, request } = upload();
  const sent = send(undefined, true, request);
  expect(await sent.over).toBe("complete");
  expect(sent.log[1]).toBe("head 401");
  expect([chatgpt.asked().length, chatgpt.refreshes().length, calls]).toEqual([1, 0, ["open"]]);
});

test("a body that is never sent is closed", async () => {
  account = oneAccount(chatgpt, "/nowhere/auth.json");
  const { calls, request } = upload();
  expect(await send(undefined, true, request).over).toBe("complete");
  expect(calls).toEqual(["close"]);
});
