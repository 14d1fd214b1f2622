import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { writeChunk } from "../../runtime/wire/write-chunk.ts";

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

/** The whole answer of a server, as it is on the wire, to a request in this version of HTTP. */
async function answerOf(version: string, answer: (res: ServerResponse) => void): Promise<string> {
  const server = createServer((_, res) => {
    res.sendDate = false;
    answer(res);
  }).listen(0, "127.0.0.1");
  open.push(() => server.close());
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  const socket = connect(address.port, "127.0.0.1");
  socket.write(`GET / HTTP/${version}\r\nhost: a\r\nconnection: close\r\n\r\n`);
  let text = "";
  for await (const bytes of socket) text += bytes;
  return text;
}

/** What the chunks hold, whichever way Node frames them. */
function textOf(answer: string): string {
  let rest = answer.slice(answer.indexOf("\r\n\r\n") + 4);
  let text = "";
  for (let size = Number.parseInt(rest, 16); size > 0; size = Number.parseInt(rest, 16)) {
    const start = rest.indexOf("\r\n") + 2;
    text += rest.slice(start, start + size);
    rest = rest.slice(start + size + 2);
  }
  expect(rest).toBe("0\r\n\r\n");
  return text;
}

const bodyOf = (answer: string) => answer.slice(answer.indexOf("\r\n\r\n") + 4);
const a = Buffer.from("a".repeat(17));
const b = Buffer.from("b");

describe("a chunk", () => {
  test("has all its pieces, in order beside what Node writes itself", async () => {
    const answer = await answerOf("1.1", (res) => {
      res.writeHead(200, ["content-type", "text/plain"]);
      expect(writeChunk(res, [a])).toBe(true);
      writeChunk(res, [b, a, b]);
      res.write("node");
      writeChunk(res, [b]);
      res.end("end");
    });
    expect(answer).toMatch(/^HTTP\/1.1 200 OK\r\ncontent-type: text\/plain\r\n/);
    expect(textOf(answer)).toBe(`${a}b${a}bnodebend`);
  });

  test("of many bytes keeps its pieces", async () => {
    const long = Buffer.alloc(20_000, "c");
    const answer = await answerOf("1.1", (res) => {
      writeChunk(res, [b, long]);
      res.end();
    });
    expect(textOf(answer)).toBe(`b${long}`);
  });

  test("of nothing is none: it would end the answer", async () => {
    const answer = await answerOf("1.1", (res) => {
      writeChunk(res, [a]);
      writeChunk(res, []);
      writeChunk(res, [Buffer.alloc(0)]);
      writeChunk(res, [b]);
      res.end();
    });
    expect(textOf(answer)).toBe(`${a}b`);
  });

  test("has no frame for a client of HTTP/1.0", async () => {
    const answer = await answerOf("1.0", (res) => {
      res.writeHead(200);
      writeChunk(res, [a, b]);
      writeChunk(res, [b]);
      res.end();
    });
    expect(bodyOf(answer)).toBe(`${a}bb`);
  });

  test("tells that the client cannot take more, until it has", async () => {
    let drained = false;
    const answer = await answerOf("1.1", (res) => {
      res.writeHead(200);
      let count = 0;
      while (writeChunk(res, [Buffer.alloc(10_000, "d")])) if (++count > 100) throw new Error("It takes all.");
      res.once("drain", () => {
        drained = true;
        res.end();
      });
    });
    expect(drained).toBe(true);
    expect(answer.endsWith("\r\n0\r\n\r\n")).toBe(true);
  });
});
