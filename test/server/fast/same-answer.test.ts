/** The fast reader and Node, with the same handler, to the same bytes: clients must not see which of them answers. */
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import type { ClientAnswer, ClientRequest } from "../../../runtime/client.ts";
import type { Gateway } from "../../../runtime/server/gateway.ts";
import { type HttpParser, listen } from "../../../runtime/server/server.ts";

type Handler = (req: ClientRequest, res: ClientAnswer) => void;

function gatewayOf(handler: Handler): Gateway {
  return {
    hot: (url) => (url === "/hot" ? handler : null),
    handle(req, res) {
      handler(req, res);
      return true;
    },
    cold() {},
    dropped() {},
    drain() {},
    flooded() {},
    upgrades: null,
    join() {},
    close: async () => {},
    exit() {},
  };
}

/** All bytes of the connection, without the time, as soon as the server ends it. `ends`: whether the client sends no more. */
async function bytesOf(
  parser: HttpParser,
  handler: Handler,
  sent: readonly string[],
  ends: "open" | "ends" = "open",
): Promise<string> {
  const running = await listen({ gateway: () => gatewayOf(handler), host: "127.0.0.1", port: 0, parser });
  const socket = connect(running.port, "127.0.0.1");
  let text = "";
  socket.on("data", (bytes: Buffer) => {
    text += bytes.toString("latin1");
  });
  socket.on("error", () => {});
  const closed = new Promise((resolve) => socket.once("close", resolve));
  for (const part of sent) {
    await new Promise((resolve) => socket.write(part, "latin1", resolve));
    // The parts arrive in separate reads, as a rule; nothing depends on it.
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (ends === "ends") socket.end();
  await closed;
  await running.close();
  return text.replace(/Date: .*\r\n/g, "Date\r\n");
}

const asked = (body = "", ...lines: string[]) =>
  `POST /hot HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n${lines.map((line) => `${line}\r\n`).join("")}\r\n${body}`;
const last = (body = "") => asked(body, "connection: close");

const whole: Handler = (_, res) => void res.writeHead(200, ["content-length", "2", "x-a", "b"]).end("ok");

/** Answers with what it was sent. */
const echo: Handler = (req, res) => {
  const pieces: Buffer[] = [];
  req.on("data", (piece) => pieces.push(piece));
  req.on("end", () => {
    const body = Buffer.concat(pieces);
    res.writeHead(200, ["content-length", String(body.length)]).end(body);
  });
};

/** Reads nothing before it is told to. */
const late: Handler = (req, res) => void setImmediate(() => echo(req, res));

const paused: Handler = (req, res) => {
  req.pause();
  echo(req, res);
  expect(req.isPaused()).toBe(true);
  setImmediate(() => req.resume());
};

const long = "x".repeat(300_000);

describe.each<[string, Handler, readonly string[]]>([
  ["a whole answer", whole, [last()]],
  ["two requests, one after the other", whole, [asked("a"), last()]],
  ["two requests at once", echo, [asked("a") + last("b")]],
  ["a body in parts", echo, [last("hello").slice(0, -3), "l", "lo"]],
  ["a head in parts", echo, [last("hello").slice(0, 20), last("hello").slice(20)]],
  ["a head in parts behind a whole request", echo, [asked("a"), last("hello").slice(0, 20), last("hello").slice(20)]],
  ["a long body", echo, [last(long)]],
  ["a body that is read late", late, [last(long), ""]],
  ["a body whose reader pauses", paused, [last(long)]],
  ["a body that nobody reads", whole, [asked(long.slice(0, 60_000)), last()]],
  [
    "a stream",
    (_, res) => {
      res.writeHead(200, ["content-type", "text/event-stream"]);
      res.write("data: 1\n\n");
      res.write(Buffer.from(long));
      res.write("");
      res.end("data: 2\n\n");
    },
    [last()],
  ],
  [
    "a stream whose head is sent first",
    (_, res) => {
      res.writeHead(200, ["content-type", "text/event-stream"]);
      res.flushHeaders();
      res.write("data: \xe9\n\n", () => res.end());
    },
    [last()],
  ],
  ["a status without a name", (_, res) => void res.writeHead(599, ["content-length", "1"]).end("x"), [last()]],
  ["an answer without a body", (_, res) => void res.writeHead(204, []).end(), [last()]],
  ["an empty stream", (_, res) => void res.writeHead(200, []).end(), [last()]],
  [
    "a header that was set before",
    (_, res) => {
      res.setHeader("vary", "Origin");
      res.writeHead(400, ["content-length", "1"]).end("x");
    },
    [last()],
  ],
  [
    "an answer that ends the connection",
    (_, res) => {
      res.shouldKeepAlive = false;
      whole(res.req, res);
    },
    [asked() + asked()],
  ],
  [
    "an answer that breaks off",
    (_, res) => {
      res.writeHead(200, []);
      res.write("half", () => res.destroy());
    },
    [asked()],
  ],
  [
    "an answer that ends before its request",
    (req, res) => {
      req.on("data", () => {});
      whole(req, res);
    },
    [last("hello").slice(0, -3), "llo"],
  ],
  ["another path behind a plain request", echo, [asked("a") + last("b").replace("/hot", "/other")]],
  ["a plain request behind another path", echo, [asked("a").replace("/hot", "/other") + last("b")]],
  [
    "chunks behind a plain request",
    echo,
    [
      `${asked("a")}POST /hot HTTP/1.1\r\nhost: a\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n1\r\nb\r\n0\r\n\r\n`,
    ],
  ],
  [
    "a client that waits to be told",
    echo,
    [asked("a") + asked("", "expect: 100-continue", "connection: close").replace("length: 0", "length: 1"), "b"],
  ],
  ["no HTTP at all", echo, ["\x16\x03\x01 hello\r\n\r\n"]],
])("%s", (_, handler, sent) => {
  test("is the same on the wire", async () => {
    const fast = await bytesOf("fast", handler, sent);
    expect(fast).not.toBe("");
    expect(bodyOf(fast)).toBe(bodyOf(await bytesOf("node", handler, sent)));
  });
});

test("a client that sends no more in the middle of a request is told so", async () => {
  const fast = await bytesOf("fast", echo, [asked("hello").slice(0, -1)], "ends");
  expect(fast).toContain("400 Bad Request");
  expect(fast).toBe(await bytesOf("node", echo, [asked("hello").slice(0, -1)], "ends"));
});

/** With the pieces of each chunked answer joined: who frames them may cut them elsewhere. */
function bodyOf(text: string): string {
  return text.replace(/\r\n[0-9a-f]+\r\n(?=[^\r\n])/g, "").replaceAll("\r\n0\r\n\r\n", "<end>");
}

test.each<HttpParser>(["fast", "node"])(
  "a client that leaves ends its request and its answer, with the %s parser",
  async (parser) => {
    const heard: string[] = [];
    let leave = (): void => {};
    let over = (): void => {};
    const ended = new Promise<void>((resolve) => {
      over = resolve;
    });
    const handler: Handler = (req, res) => {
      req.on("data", () => leave());
      req.on("error", () => heard.push("request"));
      res.once("close", () => {
        heard.push("answer");
        setImmediate(over);
      });
    };
    const running = await listen({ gateway: () => gatewayOf(handler), host: "127.0.0.1", port: 0, parser });
    const socket = connect(running.port, "127.0.0.1");
    leave = () => socket.destroy();
    socket.write(asked("hello").slice(0, -1));
    await ended;
    expect(heard.toSorted()).toEqual(["answer", "request"]);
    await running.close();
  },
);
