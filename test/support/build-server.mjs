/**
 * `node build-server.mjs LIB FOLDER`: the compiler as a server for the tests of one run, so that it is loaded once and
 * stays warm. A POST of a config is answered with the path of its `server.mjs`; equal configs are built once. It prints
 * its port, and ends when its standard input does.
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [, , lib, folder] = process.argv;
/** Whether servers can run in several processes, whatever their configs say. */
const WORKERS = process.env.TURNOUT_TEST_WORKERS !== undefined;
const built = new Map();

/** The compiler is loaded with the first config, since most parts of the suite need none. */
let loading = null;
const compiler = () => (loading ??= import(pathToFileURL(join(lib, "generator/compile.js")).href));

const server = createServer((request, response) => {
  void answer(request).then(
    (file) => response.end(file),
    (error) => response.writeHead(400).end(String(error?.message ?? error)),
  );
});

async function answer(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const config = Buffer.concat(chunks).toString("utf8");
  const key = createHash("sha256").update(config).digest("hex").slice(0, 24);
  if (!built.has(key)) built.set(key, build(config, join(folder, key)));
  return built.get(key);
}

async function build(text, place) {
  const { compile } = await compiler();
  const { files, diagnostics } = await compile({ file: "config.yaml", text, workers: WORKERS });
  if (files.length === 0) throw new Error(`the config does not compile:\n${JSON.stringify(diagnostics, null, 2)}`);
  await mkdir(place, { recursive: true });
  await Promise.all(files.map((file) => writeFile(join(place, file.path), file.text)));
  return join(place, "server.mjs");
}

process.stdin.on("end", () => process.exit()).resume();
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
