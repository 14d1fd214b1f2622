/** Streams behind a proxy that buffers, and what it needs to let them through. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cut, done, event, gate, json, raw, type Step, sse } from "../support/answers.ts";
import { collect, post } from "../support/client.ts";
import { chat, chunk, finish, opening, word } from "../support/completions.ts";
import { deferred } from "../support/deferred.ts";
import { backend, gateway, messages } from "../support/gateway.ts";

const it = gateway(
  (url) => `
backends:
${backend("a", url)}
${backend("race", url)}
default_backend: a
passthrough: true
model_aliases: [{ pattern: "^race$", replacement: "a:m!race:m" }]
failure_handling: { retries: 0, max_silent_wait: 0 }
`,
  { time: "held" },
);

const BUFFERED = { "cache-control": "public, max-age=60", "x-accel-buffering": "yes" };
const OWN = { "cache-control": "no-cache", "x-accel-buffering": "no" };

describe("a stream says that nothing may keep it back", () => {
  test.each([[{}], [BUFFERED]])("whatever its upstream sent: %j", async (headers) => {
    it.upstream.once("/a/", sse([opening, word("a"), finish, done], headers));
    const answer = await it.ask("a:m", { stream: true });
    expect(answer.headers).toMatchObject(OWN);
    expect(answer.rawHeaders.filter((each) => /^(?:cache-control|x-accel-buffering)$/i.test(each))).toHaveLength(2);
  });

  test("also if it starts with a comment", async () => {
    const later = deferred();
    it.upstream.once("/a/", sse([opening, gate(later.promise), word("a"), finish, done], BUFFERED));
    const { response } = await it.artifact.passUntil(it.stream("a:m"));
    later.resolve();
    expect((await collect(response)).text).toMatch(/^: keepalive\n\n/);
    expect(response.headers).toMatchObject(OWN);
  });

  test("also if it is compressed, or passed through", async () => {
    it.upstream.once("/a/", sse([opening, done], { ...BUFFERED, "content-encoding": "x-odd" }));
    expect((await it.ask("a:m", { stream: true })).headers).toMatchObject(OWN);
    it.upstream.once("/a/", sse([event({ type: "image" })], BUFFERED));
    const passed = await post(`${it.artifact.url}/v1/images/generations`, { model: "a:m", prompt: "x", stream: true });
    expect(passed.headers).toMatchObject(OWN);
  });

  test("and an answer in one piece does not, even if it came as a stream", async () => {
    it.upstream.once("/a/", json(chat("a"), 200, { "cache-control": "private" }));
    const { headers } = await it.ask("a:m");
    expect([headers["cache-control"], headers["x-accel-buffering"]]).toEqual(["private", undefined]);
    it.upstream.once("/a/", sse([opening, word("a"), finish, done]));
    const folded = await it.ask("[handicap=30]a:m!race:m");
    expect([folded.headers["content-type"], folded.headers["x-accel-buffering"]]).toEqual([
      "application/json",
      undefined,
    ]);
  });
});

const ERROR = event({ error: { message: "busy", code: "overloaded" } });

interface Resolvable {
  readonly resolve: () => void;
}

/** Reads a stream to its end, and lets its upstream go on once the first word has come. */
async function readAll(response: IncomingMessage, later: Resolvable, shown: Resolvable | null = null) {
  let text = "";
  try {
    for await (const piece of response) {
      text += piece;
      if (text.includes('"first"')) later.resolve();
      if (text.includes('{"error":')) shown?.resolve();
    }
    return { text, brokenOff: false };
  } catch {
    return { text, brokenOff: true };
  }
}

/** As `readAll`, of a stream that is broken off: its error event must come before any time passes, the break after it. */
async function readToBreak(response: IncomingMessage, later: Resolvable) {
  const shown = deferred();
  const reading = readAll(response, later, shown);
  await Promise.race([shown.promise, reading]);
  return it.artifact.passUntil(reading);
}

const NGINX = ["/usr/sbin/nginx", "nginx"].find((path) => spawnSync(path, ["-v"]).status === 0);

describe.skipIf(NGINX === undefined)(
  "behind nginx with a bare proxy_pass (skipped where nginx is not installed)",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "turnout-nginx-"));
    const socketPath = join(folder, "socket");
    let stop = (): Promise<void> => Promise.resolve();

    beforeAll(async () => {
      mkdirSync(join(folder, "temp"));
      const temp = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
        (name) => `${name}_temp_path ${folder}/temp;`,
      );
      writeFileSync(
        join(folder, "nginx.conf"),
        `daemon off; pid ${folder}/pid; error_log stderr; worker_processes 1;
events {}
http { access_log off; ${temp.join(" ")}
  server { listen unix:${socketPath}; location / { proxy_pass ${it.artifact.url}; } }
}
`,
      );
      const nginx = spawn(NGINX ?? "", ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], {
        stdio: "ignore",
      });
      const closed = new Promise<void>((resolve) => nginx.once("close", () => resolve()));
      stop = async () => {
        nginx.kill("SIGTERM");
        await closed;
      };
      while (!existsSync(socketPath)) {
        if (nginx.exitCode !== null) throw new Error(`nginx ended with ${nginx.exitCode}`);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });

    afterAll(async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** Asks for a stream through nginx. */
    function ask(): Promise<IncomingMessage> {
      const headers = { "content-type": "application/json" };
      return new Promise((resolve, reject) => {
        const asked = request(
          { socketPath, path: "/v1/chat/completions", method: "POST", headers, agent: false },
          resolve,
        );
        asked.on("error", reject);
        asked.end(JSON.stringify({ model: "a:m", messages, stream: true }));
      });
    }

    test("each event arrives as soon as the upstream sends it", async () => {
      const later = deferred();
      it.upstream.once(
        "/a/",
        sse([opening, word("first"), gate(later.promise), word("second"), finish, done], BUFFERED),
      );
      const { text } = await readAll(await ask(), later);
      expect(text).toMatch(/"first".*"second".*\[DONE\]\n\n$/s);
    });

    test.each<[string, Step]>([
      ["an upstream's error", ERROR],
      ["a cut", cut],
    ])("%s in the middle shows, and breaks the connection off", async (_, step) => {
      const later = deferred();
      it.upstream.once("/a/", sse([opening, word("first"), gate(later.promise), step]));
      const { text, brokenOff } = await readToBreak(await ask(), later);
      expect(text).toMatch(/"first".*\n\ndata: \{"error":.*\}\n\n$/s);
      expect(brokenOff).toBe(true);
    });
  },
);

describe("a stream that ends in an error event", () => {
  test("is broken off, and that is not its client's doing", async () => {
    const later = deferred();
    it.upstream.once("/a/", sse([opening, word("first"), gate(later.promise), ERROR, word("b"), done]));
    const { response } = await it.stream("a:unique");
    const { text, brokenOff } = await readToBreak(response, later);
    expect(brokenOff).toBe(true);
    expect(text).toMatch(/data: \{"error":\{"message":"busy","code":"overloaded"\}\}\n\n$/);
    expect(await it.line("a:unique")).toMatchObject({ client_left: false, tried: [{ reason: "overloaded" }] });
  });

  test("in one read with the first output fails over", async () => {
    const both = raw(`data: ${JSON.stringify(chunk({ content: "first" }))}\n\ndata: {"error":{"message":"busy"}}\n\n`);
    it.upstream.once("/a/", sse([both]));
    it.upstream.once("/race/", sse([opening, word("whole"), finish, done]));
    const { text } = await it.ask("a:m|race:m", { stream: true });
    expect(text).toMatch(/"whole".*\[DONE\]\n\n$/s);
    expect(text).not.toContain("first");
  });

  test("also if only comments were sent before it", async () => {
    const later = deferred();
    it.upstream.once(
      "/a/",
      sse([opening, gate(later.promise), event({ error: { message: "busy", code: "overloaded" } })]),
    );
    const { response } = await it.artifact.passUntil(it.stream("a:m"));
    later.resolve();
    const { text, brokenOff } = await it.artifact.passUntil(collect(response));
    expect(text).toMatch(/^: keepalive\n\n.*data: \{"error":.*busy.*\n\n$/s);
    expect(brokenOff).toBe(true);
  });

  test.each([
    ["its text", { message: "Slow down. Please try again in 2.5s.", code: "rate_limit_exceeded" }, "3"],
    ["its fields", { message: "no", type: "usage_limit_reached", resets_in_seconds: 40 }, "40"],
  ])("before any output keeps the hint of %s in a header", async (_, error, seconds) => {
    it.upstream.once("/a/", sse([opening, event({ error })]));
    const answer = await it.ask("a:m", { stream: true });
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, seconds]);
    expect(answer.fields).toEqual({ error });
  });

  test("has no hint where none was given, and keeps the upstream's header", async () => {
    const error = { message: "no", code: "rate_limit_exceeded" };
    it.upstream.once(
      "/a/",
      sse([event({ error })]),
      sse([event({ error: { ...error, message: "again in 2s" } })], { "retry-after": "7" }),
    );
    expect((await it.ask("a:m", { stream: true })).headers["retry-after"]).toBeUndefined();
    expect((await it.ask("a:m", { stream: true })).headers["retry-after"]).toBe("7");
  });

  test("as the whole of an answer keeps its hint too", async () => {
    it.upstream.once("/a/", json({ error: { message: "Please try again in 4s.", code: "rate_limit_exceeded" } }));
    const answer = await it.ask("a:m");
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, "4"]);
  });
});
