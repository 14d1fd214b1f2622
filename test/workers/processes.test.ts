import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { done, gate, sse } from "../support/answers.ts";
import { runArtifact } from "../support/artifact.ts";
import { collect, open, send } from "../support/client.ts";
import { finish, opening, word } from "../support/completions.ts";
import { crewServer, WORKERS } from "../support/crew.ts";
import { deferred } from "../support/deferred.ts";

const config = (url: string) => `
backends: { one: { type: openai, base_url: "${url}/v1", api_key: "\${KEY}" } }
default_backend: one
server: { workers: 2 }
`;
const MOCK = "backends: { one: { type: mock } }\ndefault_backend: one\nserver: { workers: 2 }\n";

const server = crewServer(config);

/** A stream on each worker, open until `rest` is resolved. */
async function streams() {
  const rest = deferred();
  server.upstream.always("/", sse([opening, word("one"), gate(rest.promise), word("two"), finish, done]));
  const body = JSON.stringify({ model: "m", messages: [], stream: true });
  const opened = [];
  for (let i = 0; i < WORKERS; i++) {
    const { response } = await open(`${server.artifact.url}/v1/chat/completions`, { body });
    await new Promise((resolve) => response.once("readable", resolve));
    opened.push(response);
  }
  return { rest, opened };
}

test("the line that it listens comes once, when all of them do", async () => {
  const lines = server.artifact.stderr().split("\n");
  expect(lines.filter((line) => /"event":"listening"/.test(line))).toHaveLength(1);
  expect(server.pids()).toHaveLength(WORKERS);
  const said = await server.everyone(() => true);
  expect([...said.keys()].toSorted()).toEqual([1, 2]);
  for (const { workers } of said.values()) expect(workers).toEqual({ alive: WORKERS, count: WORKERS });
});

test("a worker that is killed costs its own requests, and another takes its place", async () => {
  const { rest, opened } = await streams();
  const ends = opened.map((response) =>
    collect(response).then(
      ({ text }) => text,
      () => "broken",
    ),
  );
  const [victim = 0, other] = server.pids();
  process.kill(victim, "SIGKILL");
  await server.artifact.logged(/"event":"worker_ended"/);
  await server.artifact.logged(/"event":"worker_replaced"/);
  rest.resolve();
  const texts = await Promise.all(ends);
  expect(texts.filter((text) => text === "broken")).toHaveLength(1);
  expect(texts.filter((text) => /"one".*"two".*data: \[DONE\]\n\n$/s.test(text))).toHaveLength(1);
  const pids = server.pids();
  expect(pids).toHaveLength(WORKERS);
  expect(pids).toContain(other);
  await server.everyone(({ workers }) => workers.alive === WORKERS);
});

test("a connection that a dying worker does not take any more is closed", async () => {
  const [victim = 0] = server.pids();
  process.kill(victim, "SIGSTOP");
  const url = `${server.artifact.url}/healthz`;
  const ends = Array.from({ length: 3 }, () =>
    send(url, { method: "GET" }).then(
      ({ status }) => status,
      () => "closed",
    ),
  );
  // Those that the other worker has taken are answered.
  await Promise.any(ends);
  process.kill(victim, "SIGKILL");
  expect((await Promise.all(ends)).toSorted()).toEqual([200, 200, "closed"]);
});

test("the port stays when all of them are killed", async () => {
  for (const pid of server.pids()) process.kill(pid, "SIGKILL");
  await server.artifact.logged(/"event":"worker_replaced".*"worker":1|"worker":1.*"event":"worker_replaced"/);
  await server.artifact.logged(/"event":"worker_replaced".*"worker":2|"worker":2.*"event":"worker_replaced"/);
  await server.everyone(({ workers }) => workers.alive === WORKERS);
});

describe.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("%s", (signal) => {
  test("lets the streams of all workers finish", async () => {
    const { rest, opened } = await streams();
    server.artifact.signal(signal);
    await server.artifact.logged(/"event":"stopping"/);
    rest.resolve();
    for (const response of opened) {
      expect((await collect(response)).text).toMatch(/"one".*"two".*data: \[DONE\]\n\n$/s);
    }
    expect(await server.artifact.exit).toEqual({ code: 0, signal: null });
    expect(server.artifact.stderr().match(/"event":"stopping"/g)).toHaveLength(1);
  });

  test("sent to every process, counts once", async () => {
    const { rest, opened } = await streams();
    for (const pid of server.pids()) process.kill(pid, signal);
    server.artifact.signal(signal);
    await server.artifact.logged(/"event":"stopping"/);
    rest.resolve();
    for (const response of opened) expect((await collect(response)).text).toContain("[DONE]");
    expect(await server.artifact.exit).toEqual({ code: 0, signal: null });
  });
});

test("a second signal breaks the streams of all workers off", async () => {
  const { opened } = await streams();
  const ends = opened.map((response) => collect(response).catch(() => null));
  server.artifact.signal("SIGTERM");
  await server.artifact.logged(/"event":"stopping"/);
  server.artifact.signal("SIGTERM");
  await Promise.all(ends);
  expect(await server.artifact.exit).toEqual({ code: 130, signal: null });
});

test("workers whose primary is killed finish what is open, and end", async () => {
  const { rest, opened } = await streams();
  const pids = server.pids();
  await server.artifact.stop();
  rest.resolve();
  for (const response of opened) expect((await collect(response)).text).toContain("[DONE]");
  await expect.poll(() => pids.filter(isRunning)).toEqual([]);
});

test("a port in use is reported in one line", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => taken.once("listening", resolve));
  const address = taken.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { code, stderr } = await runArtifact(MOCK, { flags: ["--workers", "3", "--port", String(port)] });
  taken.close();
  expect(code).toBe(1);
  expect(stderr.split("\n")).toEqual([
    `cannot listen on 127.0.0.1:${port}: another process listens there; choose another --port`,
  ]);
});

test("what is wrong with the environment is reported in one line", async () => {
  const { code, stderr } = await runArtifact(config("http://127.0.0.1:1"), {
    flags: ["--workers", "2"],
    env: { KEY: "a\nb" },
  });
  expect(code).toBe(1);
  expect(stderr.split("\n").filter((line) => !line.startsWith("{"))).toHaveLength(1);
});

test("one worker is one process", async () => {
  const { stderr } = await runArtifact(MOCK, {
    flags: ["--workers", "1", "--host", "203.0.113.1"],
    env: { TURNOUT_API_KEY: "k" },
  });
  expect(stderr).toContain("cannot listen");
  expect((await send(`${server.artifact.url}/healthz`, { method: "GET" })).status).toBe(200);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
