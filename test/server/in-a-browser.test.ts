/** What pages in a real browser can do with an open server. Skipped where neither Chromium nor Chrome is installed. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { done, json, sse } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { browser, openPage, type Page } from "../support/browser.ts";
import { chat } from "../support/completions.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let page: Page;
let shut: RunningArtifact;
let named: RunningArtifact;

const config = (more: string) => `
backends: { one: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${KEY}" } }
default_backend: one
passthrough: true
${more}`;

beforeAll(async () => {
  if (browser === null) return;
  upstream = await startUpstream();
  upstream.always("/v1/chat", json(chat("the answer")));
  upstream.always("/v1/files", json({ object: "list", data: [] }));
  upstream.always("/v1/events", sse([done]));
  page = await openPage();
  shut = await startArtifact(config(""), { env: { KEY: "sk" } });
  const cors = `server: { cors: { origins: ["${page.origin}"] } }`;
  named = await startArtifact(config(cors), { env: { KEY: "sk" } });
});
afterAll(async () => {
  page?.close();
  await shut?.stop();
  await named?.stop();
  await upstream?.close();
});
beforeEach(() => upstream?.reset());

/** Every way in which a page can send a request; each gives what the page gets to see of the answer. */
const tries = (url: string) => `
  const to = ${JSON.stringify(url)};
  const body = '{"model":"m","messages":[{"role":"user","content":"hi"}]}';
  const plain = { method: "POST", headers: { "content-type": "text/plain" }, body };
  const asJson = { method: "POST", headers: { "content-type": "application/json", "x-session-id": "s" }, body };
  const read = async (path, sent) => {
    const answer = await fetch(to + path, sent);
    const text = await answer.text();
    return [answer.type, answer.status, text.includes("the answer") || text.includes("list"), answer.headers.has("x-turnout-route")].join();
  };
  const until = (target, good, bad) => new Promise((resolve) => {
    target["on" + good] = () => resolve(good);
    target["on" + bad] = () => resolve(bad);
  });
  const form = () => new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.name = "frame";
    document.body.append(frame);
    const made = document.createElement("form");
    Object.assign(made, { method: "post", action: to + "/v1/chat/completions", target: "frame", enctype: "text/plain" });
    const field = document.createElement("input");
    Object.assign(field, { name: '{"model":"m","messages":[{"role":"user","content":"', value: '"}]}' });
    made.append(field);
    document.body.append(made);
    frame.onload = () => resolve("sent");
    made.submit();
  });
  const said = async (work) => { try { return await work(); } catch (error) { return error.name; } };
  const files = to + "/v1/files";
  return {
    simple: await said(() => read("/v1/chat/completions", plain)),
    unread: await said(() => read("/v1/chat/completions", { ...plain, mode: "no-cors" })),
    preflighted: await said(() => read("/v1/chat/completions", asJson)),
    get: await said(() => read("/v1/files")),
    events: await said(() => until(new EventSource(to + "/v1/events"), "open", "error")),
    socket: await said(() => until(new WebSocket(to.replace("http", "ws") + "/v1/realtime?model=m"), "open", "error")),
    form: await said(form),
    image: await said(() => until(Object.assign(new Image(), { src: files }), "load", "error")),
    script: await said(() => until(document.head.appendChild(Object.assign(document.createElement("script"), { src: files })), "load", "error")),
  };`;

/** All that such a page learns: that it failed. A form's answer is shown, but not to the page. */
const NOTHING = {
  simple: "TypeError",
  unread: "opaque,0,false,false",
  preflighted: "TypeError",
  get: "TypeError",
  events: "error",
  socket: "error",
  form: "sent",
  image: "error",
  script: "error",
};

describe.skipIf(browser === null)("in a browser (skipped: no Chromium is installed)", () => {
  test.each(["127.0.0.1", "evil.example"])("a page of another port, at %s, reaches nothing", async (host) => {
    const before = upstream.begun();
    expect(await page.visit(host, tries(shut.url))).toEqual(NOTHING);
    expect(upstream.begun() - before).toBe(0);
  });

  test("a page whose name leads to the server since it was loaded reads nothing", async () => {
    const rebound = await openPage(shut.url);
    const before = upstream.begun();
    const read = 'const r = await fetch("/v1/files"); return [r.status, (await r.json()).error.code];';
    expect(await rebound.visit("evil.example", read)).toEqual([403, "host_not_allowed"]);
    expect(await rebound.visit("127.0.0.1", read.replace(".error.code", ".object"))).toEqual([200, "list"]);
    expect(upstream.begun() - before).toBe(1);
    rebound.close();
  });

  test("a page that the config names reads what it asks for", async () => {
    const before = upstream.begun();
    expect(await page.visit("127.0.0.1", tries(named.url))).toEqual({
      ...NOTHING,
      simple: "cors,200,true,true",
      preflighted: "cors,200,true,true",
      get: "cors,200,true,true",
      events: "open",
    });
    // And what it cannot read but may send: without CORS, and the form.
    expect(upstream.begun() - before).toBeGreaterThanOrEqual(6);
    expect(await page.visit("evil.example", tries(named.url))).toEqual(NOTHING);
  });
});
