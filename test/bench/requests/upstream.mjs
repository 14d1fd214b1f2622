/**
 * The upstream of `npm run bench`, a process of its own: constant answers, and counts of requests for each key.
 * `node upstream.mjs PORT…` sends its first port when it listens, and the counts for each message.
 */
import { createServer } from "node:http";

const MODEL = "gpt-4o-2024-08-06";
const ID = "chatcmpl-bench";
const WHOLE = Buffer.from(
  JSON.stringify({
    id: ID,
    object: "chat.completion",
    created: 1741569952,
    model: MODEL,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: "The next train leaves at noon. ".repeat(10), refusal: null },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: { prompt_tokens: 190, completion_tokens: 70, total_tokens: 260 },
    service_tier: "default",
  }),
);

function event(delta, finish_reason = null) {
  const choices = [{ index: 0, delta, logprobs: null, finish_reason }];
  const chunk = {
    id: ID,
    object: "chat.completion.chunk",
    created: 1741569952,
    model: MODEL,
    system_fingerprint: "fp_bench",
  };
  return `data: ${JSON.stringify({ ...chunk, choices })}\n\n`;
}

const ROLE = event({ role: "assistant", content: "", refusal: null });
const TOKEN = event({ content: " token" });
const LAST = `${event({}, "stop")}data: [DONE]\n\n`;
/** The fields in front of the messages are in it. */
const ENOUGH = 1024;

const counts = new Map();

function serve(request, response) {
  if (request.method === "GET") {
    // Some gateways ask for the models before they serve.
    response.writeHead(200, { "content-type": "application/json" }).end('{"object":"list","data":[]}');
    return;
  }
  const count = countOf(request.headers.authorization ?? "");
  count.started++;
  count.open++;
  response.once("close", () => count.open--);
  let head = "";
  request.on("data", (piece) => {
    if (head.length < ENOUGH) head += piece.toString("latin1", 0, ENOUGH);
  });
  request.once("end", () => answer(response, /"user":\s*"(plain|role) (\d+) (\d+)"/.exec(head)));
}

function answer(response, wanted) {
  if (wanted === null) {
    response.writeHead(200, {
      "content-type": "application/json",
      "content-length": WHOLE.length,
      "x-request-id": "req_1",
    });
    response.end(WHOLE);
    return;
  }
  const [, kind, events, gap] = wanted;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", "x-request-id": "req_1" });
  if (kind === "role") response.write(ROLE);
  if (Number(gap) === 0) {
    for (let sent = 0; sent < Number(events); sent++) response.write(TOKEN);
    response.end(LAST);
    return;
  }
  let sent = 0;
  const timer = setInterval(() => {
    if (sent++ < Number(events)) response.write(TOKEN);
    else response.end(LAST);
  }, Number(gap));
  response.once("close", () => clearInterval(timer));
}

function countOf(key) {
  const known = counts.get(key);
  if (known !== undefined) return known;
  const fresh = { started: 0, open: 0 };
  counts.set(key, fresh);
  return fresh;
}

for (const [index, port] of process.argv.slice(2).entries()) {
  const server = createServer(serve);
  // Connections rest while others have their turn.
  server.keepAliveTimeout = 0;
  server.listen(Number(port), "127.0.0.1", () => {
    if (index === 0) process.send({ port: server.address().port });
  });
}
process.on("message", () => process.send({ counts: Object.fromEntries(counts) }));
process.once("disconnect", () => process.exit());
