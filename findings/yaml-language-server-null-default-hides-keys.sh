#!/usr/bin/env bash
# Guess: a key that may be null and says so, `type: [string, null]` with `default: null`, is offered by YAML's language server
#   like any other key; at worst its default is not filled in.
# Truth: where a map has such a key, an editor that takes snippets gets an empty list at the place of the map, as if nothing could
#   be written there: the server fails while it writes the snippet of the map, and the keys beside it are lost with it. Hover and
#   diagnostics work all the same, so that the schema seems to be right. Without `default: null`, which says nothing new, all
#   are offered.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund yaml-language-server@1.25.0

cat > run.cjs <<'JS'
const { spawn } = require("node:child_process");
const { writeFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");

const editor = { textDocument: { completion: { completionItem: { snippetSupport: true } } } };
const keys = {
  "with default null": { name: { type: ["string", "null"], default: null }, port: { type: "integer" } },
  "without it": { name: { type: ["string", "null"] }, port: { type: "integer" } },
};

async function offered(title, properties) {
  const file = `${__dirname}/${title.replaceAll(" ", "-")}.json`;
  writeFileSync(file, JSON.stringify({ type: "object", properties: { server: { type: "object", properties }, level: { type: "integer" } } }));
  const text = `# yaml-language-server: $schema=${pathToFileURL(file)}\n\n`;
  const uri = pathToFileURL(`${__dirname}/config.yaml`).href;
  const program = require.resolve("yaml-language-server/bin/yaml-language-server");
  const server = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
  let received = Buffer.alloc(0);
  const waiting = new Map();
  const send = (message) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  server.stdout.on("data", (bytes) => {
    received = Buffer.concat([received, bytes]);
    for (;;) {
      const head = received.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(received.toString("latin1", 0, head < 0 ? 0 : head))?.[1]);
      if (head < 0 || received.length < head + 4 + length) return;
      const message = JSON.parse(received.toString("utf8", head + 4, head + 4 + length));
      received = received.subarray(head + 4 + length);
      // What the server asks of its editor is answered with nothing.
      if (message.method !== undefined && message.id !== undefined) send({ id: message.id, result: null });
      else if (message.id !== undefined) waiting.get(message.id)?.(message);
    }
  });
  let count = 0;
  const ask = (method, params) =>
    new Promise((resolve) => {
      waiting.set(++count, resolve);
      send({ id: count, method, params });
    });
  await ask("initialize", { processId: process.pid, rootUri: null, capabilities: editor });
  send({ method: "initialized", params: {} });
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  const { result } = await ask("textDocument/completion", { textDocument: { uri }, position: { line: 1, character: 0 } });
  server.kill();
  const items = Array.isArray(result) ? result : (result?.items ?? []);
  return items.map(({ label }) => label).sort();
}

(async () => {
  console.log(`yaml-language-server ${require("yaml-language-server/package.json").version}, node ${process.version}`);
  for (const [title, properties] of Object.entries(keys))
    console.log(`${title}: ${(await offered(title, properties)).join(", ") || "nothing"}`);
})();
JS

node run.cjs | tee seen.txt
grep -qxF "with default null: nothing" seen.txt
grep -qxF "without it: level, server" seen.txt
