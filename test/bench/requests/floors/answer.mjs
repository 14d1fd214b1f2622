/**
 * A floor: what `node:http` costs by itself. Reads a request and answers it, without an upstream.
 * Sends its port when it listens, and for each message how many requests it has had.
 */
import { createServer } from "node:http";

const ANSWER = Buffer.from(
  JSON.stringify({
    id: "chatcmpl-floor",
    object: "chat.completion",
    created: 1741569952,
    model: "gpt-4o",
    choices: [{ index: 0, message: { role: "assistant", content: "a".repeat(310) }, finish_reason: "stop" }],
    usage: { prompt_tokens: 190, completion_tokens: 70, total_tokens: 260 },
  }),
);
let started = 0;

const server = createServer((request, response) => {
  started++;
  request.resume();
  request.once("end", () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": ANSWER.length });
    response.end(ANSWER);
  });
});
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => process.send({ port: server.address().port }));
process.on("message", () => process.send({ counts: { own: { started, open: 0 } } }));
process.once("disconnect", () => process.exit());
