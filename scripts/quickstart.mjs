/**
 * `npm start`: compiles examples/quickstart, serves the artifact, shows a streamed answer, and stays until Ctrl-C.
 * Needs nothing from outside: the example's backend is the built-in mock.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = ".turnout/quickstart";

// Here and not in package.json: with one command there is no shell between npm and the server that could outlive it.
const compiler = spawnSync("npm run --silent build", { cwd: root, stdio: "inherit", shell: true });
if (compiler.status !== 0) process.exit(compiler.status ?? 1);

const build = spawnSync(
  process.execPath,
  ["lib/generator/cli.js", "build", "examples/quickstart/config.yaml", "--out", out],
  { cwd: root, stdio: "inherit" },
);
if (build.status !== 0) process.exit(build.status ?? 1);

const port = await freePort(Number(process.env.PORT ?? 8000));
const server = spawn(
  process.execPath,
  [`${out}/server.mjs`, "--host=127.0.0.1", `--port=${port}`, "--log-level=warn"],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
);
const ended = once(server, "exit");
process.once("exit", () => server.kill("SIGKILL"));
process.on("SIGINT", () => {
  // A terminal sends Ctrl-C to the server as well; a lone `kill -INT` does not.
  if (!process.stdin.isTTY) server.kill("SIGINT");
});
process.on("SIGTERM", () => server.kill("SIGTERM"));

const url = `http://127.0.0.1:${port}/v1/chat/completions`;
const body = JSON.stringify({
  model: "hello",
  stream: true,
  messages: [{ role: "user", content: "Say this back to me, one word at a time." }],
});
const headers = { "content-type": "application/json" };
const key = process.env.TURNOUT_API_KEY;
if (key) headers.authorization = `Bearer ${key}`;

if (await Promise.race([reachable(`http://127.0.0.1:${port}/healthz`), ended.then(() => false)])) {
  const login = key ? ` -H "authorization: Bearer $TURNOUT_API_KEY"` : "";
  console.log(`\nAsk it yourself, from another terminal:\n`);
  console.log(`curl -N ${url} -H 'content-type: application/json'${login} -d '${body}'\n`);
  console.log(`The same request, now:\n`);
  await show(await fetch(url, { method: "POST", headers, body }));
  console.log(`\nServing on http://127.0.0.1:${port} until Ctrl-C.`);
}

const [code] = await ended;
process.exit(code ?? 0);

/** Prints the words of a streamed answer as they arrive. */
async function show(response) {
  if (!response.ok || response.body === null) {
    console.error(`${response.status} ${await response.text()}`);
    server.kill("SIGTERM");
    return;
  }
  let rest = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (!line.startsWith("data: {")) continue;
      process.stdout.write(JSON.parse(line.slice(6)).choices[0]?.delta?.content ?? "");
    }
  }
  process.stdout.write("\n");
}

async function reachable(address) {
  for (;;) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return true;
    if (server.exitCode !== null) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** `wanted` if nobody listens there, else whichever the system gives. */
async function freePort(wanted) {
  const probe = createServer();
  try {
    probe.listen(wanted, "127.0.0.1");
    await once(probe, "listening");
  } catch {
    return wanted === 0 ? Promise.reject(new Error("no free port")) : await freePort(0);
  }
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}
