/** A server of two workers, in front of one upstream that plays many backends. */
import { execFileSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import type { HealthSnapshot } from "../../runtime/targets/health/health.ts";
import { type ArtifactOptions, type RunningArtifact, startArtifact } from "./artifact.ts";
import { type Answered, post, send } from "./client.ts";
import { type ScriptedUpstream, startUpstream } from "./upstream.ts";

export interface Verbose extends HealthSnapshot {
  readonly status: string;
  readonly worker: number;
  readonly workers: { readonly alive: number; readonly count: number };
}

export interface CrewServer {
  readonly upstream: ScriptedUpstream;
  readonly artifact: RunningArtifact;
  /** Asks on a connection of its own. */
  ask(model: string, fields?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answered>;
  respond(fields: Record<string, unknown>): Promise<Answered>;
  /** What the next worker in turn says of itself. */
  readyz(): Promise<Verbose>;
  /** The same of each worker, by its number, once all of them say something that `holds`. */
  everyone(holds: (verbose: Verbose) => boolean): Promise<ReadonlyMap<number, Verbose>>;
  /** The processes of the workers. */
  pids(): readonly number[];
}

export const WORKERS = 2;
const ENV = { KEY: "sk-key", KEY_1: "sk-one", KEY_2: "sk-two" };

/** Starts another one before each test; `upstream` stays. */
export function crewServer(config: (url: string) => string, options: Omit<ArtifactOptions, "env"> = {}): CrewServer {
  const live: { upstream?: ScriptedUpstream; artifact?: RunningArtifact } = {};
  beforeAll(async () => {
    live.upstream = await startUpstream();
  });
  beforeEach(async () => {
    const { upstream } = live;
    upstream?.reset();
    const flags = ["--workers", String(WORKERS), ...(options.flags ?? [])];
    live.artifact = await startArtifact(config(upstream?.url ?? ""), { ...options, flags, env: ENV });
  }, 60_000);
  afterEach(() => live.artifact?.stop());
  afterAll(() => live.upstream?.close());
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("used outside a test");
    return value;
  };
  const readyz = async () => {
    const { fields } = await send(`${ready(live.artifact).url}/readyz?verbose`, { method: "GET" });
    return fields as unknown as Verbose;
  };
  return {
    get upstream() {
      return ready(live.upstream);
    },
    get artifact() {
      return ready(live.artifact);
    },
    ask: (model, fields = {}, headers = {}) =>
      post(
        `${ready(live.artifact).url}/v1/chat/completions`,
        { model, messages: [{ role: "user", content: "hi" }], ...fields },
        headers,
      ),
    respond: (fields) => post(`${ready(live.artifact).url}/v1/responses`, fields),
    readyz,
    async everyone(holds) {
      const found = new Map<number, Verbose>();
      while (found.size < WORKERS) {
        const verbose = await readyz();
        if (holds(verbose)) found.set(verbose.worker, verbose);
        else found.delete(verbose.worker);
      }
      return found;
    },
    pids() {
      const text = execFileSync("pgrep", ["-P", String(ready(live.artifact).pid)], { encoding: "utf8" });
      return text.trim().split("\n").map(Number);
    },
  };
}
