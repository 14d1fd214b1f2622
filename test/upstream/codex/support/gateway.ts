/** A gateway in this process with one codex backend, whose log is kept. */

import { type Clock, systemClock } from "../../../../runtime/clock.ts";
import type { CodexBackend } from "../../../../runtime/contract/codex-backend.ts";
import type { Target } from "../../../../runtime/contract/route.ts";
import type { CompiledRouter } from "../../../../runtime/contract/router.ts";
import type { Settings } from "../../../../runtime/contract/settings.ts";
import { createLogger } from "../../../../runtime/log/create-logger.ts";
import { everyPart } from "../../../../runtime/server/every-part.ts";
import { createGateway } from "../../../../runtime/server/gateway.ts";
import { listen } from "../../../../runtime/server/server.ts";
import { createCodexDriver } from "../../../../runtime/upstream/codex/driver.ts";
import { type LoginFiles, systemFiles } from "../../../../runtime/upstream/codex/login/login-files.ts";
import { type Answered, post } from "../../../support/client.ts";
import { bareRouter } from "../../../support/router.ts";
import type { ChatGpt } from "./chatgpt.ts";

export interface CodexGateway {
  readonly url: string;
  /** Asks `/v1/responses`. */
  ask(fields?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answered>;
  log(): string;
  close(): Promise<void>;
}

export interface GatewayParts {
  readonly files?: LoginFiles;
  readonly clock?: Clock;
  readonly settings?: Partial<Settings>;
  readonly backend?: Partial<CodexBackend>;
}

export function codexBackend(chatgpt: Pick<ChatGpt, "origin" | "refreshUrl">, paths: readonly string[]): CodexBackend {
  return {
    kind: "codex",
    type: "openai-codex",
    protocols: ["responses"],
    name: "codex",
    index: 0,
    at: "config.yaml:2",
    origin: chatgpt.origin,
    path: "/backend-api/codex",
    refreshUrl: chatgpt.refreshUrl,
    authFiles: paths.map((path, index) => ({ kind: "named", path, at: `config.yaml:${index + 3}` })),
    headers: [],
    instructions: null,
    timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
    defaults: {},
    forced: {},
    modelDefaults: {},
    contextWindows: {},
    streamRecovery: "none",
    affinity: "none",
  };
}

export async function startGateway(
  chatgpt: Pick<ChatGpt, "origin" | "refreshUrl">,
  paths: readonly string[],
  { files = systemFiles, clock = systemClock, settings = {}, backend: more = {} }: GatewayParts = {},
): Promise<CodexGateway> {
  const backend = { ...codexBackend(chatgpt, paths), ...more };
  const bare = bareRouter([backend], { ...settings, auth: { enabled: false, keys: [] } });
  const target = (model: string): Target => ({
    kind: "target",
    backend,
    instance: null,
    model,
    params: null,
    rules: null,
    at: "config.yaml:2",
  });
  const router: CompiledRouter = { ...bare, route: target, locate: target };
  let log = "";
  const logger = createLogger({
    level: "debug",
    secrets: [],
    clock: systemClock,
    sink: (text) => {
      log += text;
    },
  });
  const gateway = createGateway({
    artifact: { router, ...everyPart(router.settings), drivers: { codex: createCodexDriver(files) }, about: {} },
    settings: router.settings,
    env: {},
    log: logger,
    clock,
    random: Math.random,
  });
  const listening = await listen({ gateway: () => gateway, host: "127.0.0.1", port: 0 });
  return {
    url: listening.url,
    ask: (fields = {}, headers = {}) =>
      post(`${listening.url}/v1/responses`, { model: "gpt-5-codex", input: "hi", ...fields }, headers),
    log() {
      logger.flush();
      return log;
    },
    async close() {
      await listening.close();
      await gateway.close();
    },
  };
}
