import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createLogger } from "../../../runtime/log/create-logger.ts";
import { openCapture } from "../../../runtime/observe/capture/open-capture.ts";
import { startCapture, temporaryFolder } from "../../support/capture.ts";
import {
  type Captured,
  captureServer,
  keyedAttempt,
  receiver,
  upstreamRequest,
} from "../../support/capture-traffic.ts";
import { events, joined, KEY, leg, linesOf } from "../../support/captured-lines.ts";
import { open } from "../../support/client.ts";
import { fakeClock } from "../../support/fake-clock.ts";

const attempt = keyedAttempt("openai.2:gpt-4o", "OPENAI_KEY_2", KEY);
const sse = ["content-type", "text/event-stream"];

describe("a request that is answered from an upstream", () => {
  const exchange = ({ context, capture }: Captured) => {
    const { res } = context;
    context.attempts = 1;
    context.target = "openai.2:gpt-4o";
    const request = upstreamRequest('{"model":"gpt-4o"}', ["authorization", `Bearer ${KEY}`]);
    const told = capture.watchUpstream(context, attempt, request, receiver());
    told.onConnect(() => {});
    told.onHeaders(200, ["content-type", "application/json", "set-cookie", "a=b"], () => {});
    told.onData(Buffer.from('{"answer":'));
    told.onData(Buffer.from("42}"));
    told.onComplete();
    res.writeHead(200, ["content-type", "application/json", "x-request-id", context.id]);
    res.end(Buffer.from('{"answer":42}'));
  };

  it("has a line for each message, in order", async () => {
    const lines = await linesOf(exchange);
    expect(lines.map(({ direction }) => direction)).toEqual([
      "client_to_turnout",
      "turnout_to_upstream",
      "upstream_to_turnout",
      "turnout_to_client",
    ]);
    expect(lines.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
    expect(events(lines)).toEqual(["whole", "whole", "whole", "whole"]);
  });

  it("shows both sides of each message", async () => {
    const [up, sent, got, down] = await linesOf(exchange, undefined, {
      authorization: "Bearer nobody-sees",
      "x-session-id": "s-1",
    });
    expect(up).toMatchObject({
      timestamp_iso: "2026-01-01T00:00:00.000Z",
      timestamp_unix: Date.UTC(2026, 0, 1) / 1000,
      source: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      destination: "turnout",
      session_id: "s-1",
      request_id: "req_1",
      backend: null,
      model: "my-model",
      attempt: null,
      key_name: null,
      content_type: "application/json",
      content_length: 20,
      payload: { model: "my-model" },
      metadata: {
        method: "POST",
        path: "/v1/chat/completions?key=[redacted]",
        headers: { authorization: "[redacted]", "content-type": "application/json" },
        duration: 0,
      },
    });
    expect(sent).toMatchObject({
      source: "turnout",
      destination: "http://upstream.test",
      session_id: "s-1",
      backend: "openai",
      model: "gpt-4o",
      attempt: 1,
      key_name: "OPENAI_KEY_2",
      payload: { model: "gpt-4o" },
      metadata: { method: "POST", path: "/v1/chat/completions", headers: { authorization: "[redacted]" } },
    });
    expect(got).toMatchObject({
      source: "http://upstream.test",
      destination: "turnout",
      attempt: 1,
      content_length: 13,
      payload: { answer: 42 },
      metadata: { status: 200, headers: { "set-cookie": "[redacted]" } },
    });
    expect(down).toMatchObject({
      source: "turnout",
      destination: up?.source,
      payload: { answer: 42 },
      metadata: { status: 200, headers: { "x-request-id": "req_1" }, route: "openai.2:gpt-4o", attempts: 1 },
    });
  });
});

describe("attempts", () => {
  it("are counted for each request, and their events reach their receiver", async () => {
    const told: string[][] = [];
    const flows: boolean[] = [];
    const lines = await linesOf(({ context, capture }) => {
      for (const end of ["refused", "complete"]) {
        const into = receiver();
        const events = capture.watchUpstream(context, attempt, upstreamRequest("{}"), into);
        events.onConnect(() => {});
        if (end === "refused") events.onError(new Error(`no connection for ${KEY}`));
        else {
          flows.push(
            events.onHeaders(200, [], () => {}),
            events.onData(Buffer.from("x")),
          );
          events.onComplete();
        }
        told.push(into.told);
      }
      context.res.end("x");
    });
    expect(told).toEqual([[`error no connection for ${KEY}`], ["head 200", "data x", "complete"]]);
    expect(flows).toEqual([false, false]);
    const [first, second] = leg(lines, "upstream_to_turnout");
    expect(first).toMatchObject({
      attempt: 1,
      payload: null,
      metadata: { event: "error", error: "no connection for [redacted]", aborted: false },
    });
    expect(second).toMatchObject({ attempt: 2, payload: "x", metadata: { event: "whole", status: 200 } });
  });

  it("that Turnout ends are distinguished from those that break", async () => {
    const lines = await linesOf(({ context, capture }) => {
      const into = receiver();
      const events = capture.watchUpstream(context, attempt, upstreamRequest("{}"), into);
      events.onConnect(() => events.onError(new Error("aborted")));
      events.onHeaders(200, sse, () => {});
      events.onData(Buffer.from("data: 1\n\n"));
      into.abort();
      context.res.end();
    });
    const answer = leg(lines, "upstream_to_turnout");
    expect(events(answer)).toEqual(["start", "chunk", "error"]);
    expect(answer.at(-1)?.metadata).toMatchObject({ aborted: true, error: "aborted" });
  });
});

describe("a stream", () => {
  it("is recorded as it comes, with a start and an end", async () => {
    const lines = await linesOf(({ context: { res } }) => {
      res.writeHead(200, sse);
      res.write(Buffer.from("data: one\n\n"));
      res.write("data: two\n\n");
      res.end("data: [DONE]\n\n");
    });
    const answer = leg(lines, "turnout_to_client");
    expect(events(answer)).toEqual(["start", "chunk", "chunk", "chunk", "end"]);
    expect(answer.map(({ payload }) => payload)).toEqual([
      null,
      "data: one\n\n",
      "data: two\n\n",
      "data: [DONE]\n\n",
      null,
    ]);
    expect(answer.at(0)).toMatchObject({ content_type: "text/event-stream", metadata: { status: 200 } });
    expect(answer.at(-1)).toMatchObject({ content_length: 36, metadata: { duration: 0 } });
  });

  it("shows no half of a secret or of a character, wherever it is cut", async () => {
    const text = `data: é😀 ${KEY} sk-${"a1".repeat(20)} €\n\n`;
    const lines = await linesOf(({ context: { res } }) => {
      res.writeHead(200, sse);
      for (const byte of Buffer.from(text)) res.write(Buffer.from([byte]));
      res.end();
    });
    const answer = leg(lines, "turnout_to_client");
    expect(joined(answer)).toBe("data: é😀 [redacted] [redacted] €\n\n");
    expect(answer.length).toBe(Buffer.byteLength(text) + 2);
    expect(answer.every(({ metadata }) => metadata.encoding === undefined)).toBe(true);
  });

  it("that ends in what might become a secret shows it at the end", async () => {
    const lines = await linesOf(({ context: { res } }) => {
      res.writeHead(200, sse);
      res.end("the-server");
    });
    expect(leg(lines, "turnout_to_client").map(({ payload }) => payload)).toEqual([null, "", "the-server"]);
  });

  it("ends in an error if the client leaves", async () => {
    const { capture, lines } = startCapture();
    const { url, over } = await captureServer(capture, ({ context: { res } }) => {
      res.writeHead(200, sse);
      res.write("data: 1\n\n");
    });
    const { request } = await open(url, { body: "{}" });
    request.destroy();
    await over.next();
    await capture.close();
    const answer = leg(lines(), "turnout_to_client");
    expect(events(answer)).toEqual(["start", "chunk", "error"]);
    expect(answer.at(-1)?.metadata).toMatchObject({ aborted: true });
  });
});

describe("the headers of an answer", () => {
  it.each<[string, (request: Captured) => void]>([
    ["given as a list", ({ context: { res } }) => res.writeHead(201, ["x-a", "1"]).end("x")],
    [
      "set before",
      ({ context: { res } }) => {
        res.statusCode = 201;
        res.setHeader("x-a", 1);
        res.end("x");
      },
    ],
    [
      "set before and given",
      ({ context: { res } }) => {
        res.setHeader("x-b", "2");
        res.writeHead(201, ["x-a", "1"]).end("x");
      },
    ],
  ])("is recorded when it is %s", async (_, handler) => {
    const [answer] = leg(await linesOf(handler), "turnout_to_client");
    expect(answer).toMatchObject({ payload: "x", metadata: { event: "whole", status: 201, headers: { "x-a": "1" } } });
  });
});

describe("opening a capture", () => {
  const clock = fakeClock();
  const log = createLogger({ level: "silent", secrets: [], clock, sink: () => {} });
  const settings = { maxBytes: 1e6, maxFiles: 1, totalMaxBytes: 1e6, flushInterval: 1 };

  it.each([
    ["", /needs a name/],
    [process.cwd(), /that is a directory/],
  ])("at %j is refused", (file, message) => {
    expect(() => openCapture({ settings: { ...settings, file }, secrets: [], clock, log })).toThrow(message);
  });

  it("makes its folder", async () => {
    const file = `${temporaryFolder()}/a/b/capture.jsonl`;
    await openCapture({ settings: { ...settings, file }, secrets: [], clock, log }).close();
    expect(readFileSync(file, "utf8")).toBe("");
  });
});
