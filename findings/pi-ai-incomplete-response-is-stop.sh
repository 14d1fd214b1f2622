#!/usr/bin/env bash
# Guess: pi-ai tells a response that reached `max_output_tokens` by the stop reason "length", as it does for the chat API:
#   its table of statuses has a row `incomplete`, and its types have the reason.
# Truth: the API tells the end of such a response by an event of its own, `response.incomplete`, and pi-ai waits only for
#   `response.completed`. The answer that was cut off counts as finished ("stop"), and as 0 tokens. The row is reached only
#   by servers that send `response.completed` with the status "incomplete", which the API does not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "private": true, "type": "module" }' > package.json
npm install --silent --no-audit --no-fund @mariozechner/pi-ai@0.73.1

cat > run.mjs <<'JS'
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { complete } from "@mariozechner/pi-ai";

const usage = {
  input_tokens: 25,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 12,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: 37,
};
const message = (status, text) => ({
  id: "msg_1",
  type: "message",
  role: "assistant",
  status,
  content: text === "" ? [] : [{ type: "output_text", text, annotations: [] }],
});
const response = (more) => ({ id: "resp_1", object: "response", created_at: 1, model: "m", output: [], ...more });
const place = { item_id: "msg_1", output_index: 0, content_index: 0 };
const events = (end) => [
  { type: "response.created", response: response({ status: "in_progress" }) },
  { type: "response.output_item.added", output_index: 0, item: message("in_progress", "") },
  { type: "response.content_part.added", ...place, part: { type: "output_text", text: "", annotations: [] } },
  { type: "response.output_text.delta", ...place, delta: "Step one:" },
  { type: "response.output_item.done", output_index: 0, item: message("incomplete", "Step one:") },
  {
    type: end,
    response: response({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
      output: [message("incomplete", "Step one:")],
      usage,
    }),
  },
];
const chunks = [
  { index: 0, delta: { role: "assistant", content: "Step one:" }, finish_reason: null },
  { index: 0, delta: {}, finish_reason: "length" },
];
const server = createServer(async (request, answer) => {
  let body = "";
  for await (const piece of request) body += piece;
  answer.writeHead(200, { "content-type": "text/event-stream" });
  if (request.url.endsWith("/chat/completions"))
    for (const choice of chunks)
      answer.write(
        `data: ${JSON.stringify({ id: "c", object: "chat.completion.chunk", created: 1, model: "m", choices: [choice] })}\n\n`,
      );
  else
    events(JSON.parse(body).model).forEach((event, sequence_number) => {
      answer.write(`event: ${event.type}\ndata: ${JSON.stringify({ sequence_number, ...event })}\n\n`);
    });
  answer.end("data: [DONE]\n\n");
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const { version } = JSON.parse(readFileSync("node_modules/@mariozechner/pi-ai/package.json"));
console.log(`node ${process.version}, pi-ai ${version}`);
for (const [api, id] of [
  ["openai-completions", "m"],
  ["openai-responses", "response.incomplete"],
  ["openai-responses", "response.completed"],
]) {
  const model = {
    id,
    name: id,
    api,
    provider: "own",
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    reasoning: false,
    input: ["text"],
    cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
    contextWindow: 1000,
    maxTokens: 100,
  };
  const messages = [{ role: "user", content: "How?", timestamp: 0 }];
  const { stopReason, usage: counted, content } = await complete(model, { messages }, { apiKey: "k" });
  console.log(`${api} ${id}: ${stopReason}, ${counted.totalTokens} tokens, ${JSON.stringify(content[0].text)}`);
}
server.close();
server.closeAllConnections();
JS

node run.mjs | tee seen.txt
[ "$(tail -n +2 seen.txt)" = 'openai-completions m: length, 0 tokens, "Step one:"
openai-responses response.incomplete: stop, 0 tokens, "Step one:"
openai-responses response.completed: length, 37 tokens, "Step one:"' ]
