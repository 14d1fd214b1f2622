/** The official SDK in front of the product in front of a scripted upstream. */
import OpenAI from "openai";
import { beforeAll, beforeEach, expect } from "vitest";
import { startArtifact } from "./artifact.ts";
import { type ScriptedUpstream, startUpstream } from "./upstream.ts";

export interface Sdk {
  readonly upstream: ScriptedUpstream;
  readonly client: OpenAI;
}

/** Runs them around the tests of a file; what it gives back may be used inside tests. */
export function sdk(): Sdk {
  const live: { upstream?: ScriptedUpstream; client?: OpenAI } = {};
  beforeAll(async () => {
    const upstream = await startUpstream();
    const artifact = await startArtifact(config(upstream.url), {
      env: { OPENAI_API_KEY: "sk-upstream", ROUTER_KEY: "sk-router", TURNOUT_API_KEY: "proxy-key" },
    });
    live.upstream = upstream;
    live.client = new OpenAI({ apiKey: "proxy-key", baseURL: `${artifact.url}/v1`, maxRetries: 0 });
    return async () => {
      await artifact.stop();
      await upstream.close();
    };
  });
  beforeEach(() => live.upstream?.reset());
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("used outside a test");
    return value;
  };
  return {
    get upstream() {
      return ready(live.upstream);
    },
    get client() {
      return ready(live.client);
    },
  };
}

const config = (url: string): string => `
backends:
  openai:
    type: openai
    base_url: ${url}/v1
    models: [gpt-4o, gpt-4o-mini, text-embedding-3-small]
  router:
    type: openai-compatible
    base_url: ${url}/router/v1
    api_key: \${ROUTER_KEY}
    models: ["vendor/model:beta"]
default_backend: openai
model_aliases:
  - { pattern: "^smart$", replacement: "openai:gpt-4o" }
failover_routes:
  sturdy: { policy: ordered, elements: ["openai:gpt-4o", "router:vendor/model:beta"] }
failure_handling: { retries: 0 }
auth: { api_keys: ["\${TURNOUT_API_KEY}"] }
`;

/** The error that `call` fails with, which must be exactly of class `kind`. */
export async function failed<T extends Error>(
  call: PromiseLike<unknown>,
  kind: abstract new (...args: never[]) => T,
): Promise<T> {
  const error: unknown = await Promise.resolve(call).then(
    () => new Error("it went well"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(kind);
  expect((error as Error).constructor).toBe(kind);
  return error as T;
}

export const messages = [{ role: "user" as const, content: "Say hello." }];
export const ask = { model: "gpt-4o", messages };
