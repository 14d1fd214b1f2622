/** Servers as processes that share one Redis, in front of one upstream that plays many backends. */
import { setTimeout as delay } from "node:timers/promises";
import { afterAll } from "vitest";
import type { HealthSnapshot } from "../../runtime/targets/health/health.ts";
import { type RunningArtifact, startArtifact } from "./artifact.ts";
import { type Answered, post, send } from "./client.ts";

export interface Verbose extends HealthSnapshot {
  readonly state: { readonly kind: string; readonly connected?: boolean };
}

export interface SharingServer {
  readonly artifact: RunningArtifact;
  /** Asks for a chat completion and reads the whole answer. */
  ask(model: string): Promise<Answered>;
  /** The target that answered; fails if none did. */
  answeredBy(model: string): Promise<string>;
  readyz(): Promise<Verbose>;
  /** Asks for it again and again until this holds. */
  until(holds: (verbose: Verbose) => boolean): Promise<void>;
  /** How many lines of the log have this event. */
  told(event: string): number;
  /** Settles when so many lines do. */
  untilTold(event: string, times: number): Promise<void>;
}

export const KEYS = { KEY_1: "sk-first-key", KEY_2: "sk-second-key" };

/** Milliseconds between two looks, so that looking does not slow what is looked at. */
const PACE = 5;

const running = new Set<RunningArtifact>();
afterAll(async () => {
  for (const artifact of running) await artifact.stop();
});

/** `redis`: what `REDIS_URL` is set to; null leaves it unset. */
export async function startSharing(config: string, redis: string | null): Promise<SharingServer> {
  const env = redis === null ? KEYS : { ...KEYS, REDIS_URL: redis };
  const artifact = await startArtifact(config, { env });
  running.add(artifact);
  const readyz = async () => {
    const { fields } = await send(`${artifact.url}/readyz?verbose`, { method: "GET" });
    return fields as unknown as Verbose;
  };
  const ask = (model: string) => post(`${artifact.url}/v1/chat/completions`, { model, messages: [] });
  const told = (event: string) => artifact.stderr().split(`"event":"${event}"`).length - 1;
  async function until(holds: (verbose: Verbose) => boolean): Promise<void> {
    while (!holds(await readyz())) await delay(PACE);
  }
  return {
    artifact,
    ask,
    async answeredBy(model) {
      const { status, headers, text } = await ask(model);
      if (status !== 200) throw new Error(`${status}: ${text}`);
      return String(headers["x-turnout-route"]);
    },
    readyz,
    until,
    told,
    untilTold: (event, times) => until(() => told(event) >= times),
  };
}

/** Two of them that have joined. */
export async function startPair(config: string, redis: string): Promise<readonly [SharingServer, SharingServer]> {
  const [a, b] = await Promise.all([startSharing(config, redis), startSharing(config, redis)]);
  await Promise.all([a, b].map((server) => server.until(connected)));
  return [a, b];
}

export const connected = ({ state }: Verbose): boolean => state.connected === true;
export const alone = ({ state }: Verbose): boolean => state.connected === false;
