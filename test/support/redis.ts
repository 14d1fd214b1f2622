/** Debian's redis-server as a child process that a test may kill, freeze and start again on the same port. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll } from "vitest";
import { deferred } from "./deferred.ts";

export interface RedisOptions {
  /** The default user's. */
  readonly password?: string;
  /** Takes TLS connections only, with the certificate and the key in these files; clients need no certificate. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Further arguments: `["--maxmemory", "1mb"]`. */
  readonly arguments?: readonly string[];
}

export interface RedisServer {
  readonly port: number;
  /** `redis://127.0.0.1:PORT` (`rediss:` with TLS), with the password if there is one. */
  readonly url: string;
  /** SIGKILL: connections are not closed in order, and all data is lost. Settles when the process has ended. */
  kill(): Promise<void>;
  /** Runs it again on the same port, empty; settles when it takes connections. */
  restart(): Promise<void>;
  /** SIGSTOP: its connections stay, and nothing is answered. */
  freeze(): void;
  thaw(): void;
}

const running = new Set<ChildProcess>();
const folders = new Set<string>();
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

/** An empty Redis on a free port of loopback that writes nothing to disk; settles when it takes connections. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), "turnout-redis-"));
  folders.add(folder);
  let port = 0;
  let child: ChildProcess | null = null;
  // Another process may take the port before the server starts.
  for (let tries = 0; child === null && tries < 5; tries += 1) {
    port = await freePort();
    child = await launch(folder, port, options);
  }
  if (child === null) throw new Error("redis-server found no free port");
  let process = child;
  return {
    port,
    url: urlOf(options, port),
    async kill() {
      const gone = exitOf(process);
      process.kill("SIGKILL");
      await gone;
    },
    async restart() {
      const next = await launch(folder, port, options);
      if (next === null) throw new Error(`redis-server cannot listen on ${port} again`);
      process = next;
    },
    freeze: () => void process.kill("SIGSTOP"),
    thaw: () => void process.kill("SIGCONT"),
  };
}

function urlOf({ password, tls }: RedisOptions, port: number): string {
  const user = password === undefined ? "" : `:${encodeURIComponent(password)}@`;
  return `${tls === undefined ? "redis" : "rediss"}://${user}127.0.0.1:${port}`;
}

function argumentsOf({ password, tls, arguments: others }: RedisOptions, port: number): readonly string[] {
  const files = tls && ["--tls-cert-file", tls.cert, "--tls-key-file", tls.key, "--tls-auth-clients", "no"];
  return [
    ...(files ? ["--port", "0", "--tls-port", String(port), ...files] : ["--port", String(port)]),
    ...(password === undefined ? [] : ["--requirepass", password]),
    ...(others ?? []),
  ];
}

/** null: the port is taken. */
async function launch(folder: string, port: number, options: RedisOptions): Promise<ChildProcess | null> {
  const nothingOnDisk = ["--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"];
  const child = spawn("redis-server", [...nothingOnDisk, ...argumentsOf(options, port)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const missing = deferred<Error>();
  child.once("error", missing.resolve);
  const ready = deferred();
  let log = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    log += `${line}\n`;
    if (/Ready to accept connections/.test(line)) ready.resolve();
  });
  const outcome = await Promise.race([
    ready.promise.then(() => "ready"),
    exitOf(child).then(() => "exit"),
    missing.promise.then(() => "missing"),
  ]);
  if (outcome === "ready") return child;
  running.delete(child);
  if (outcome === "missing") {
    throw new Error("redis-server is not installed, these tests need it: apt-get install redis-server");
  }
  if (/Address already in use/.test(log)) return null;
  throw new Error(`redis-server did not start:\n${log}`);
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => {
      running.delete(child);
      resolve();
    });
  });
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === "string") throw new Error("a listener without a port");
  return address.port;
}
