/** One login file's endpoint, with nothing around it. */

import { type Clock, systemClock } from "../../../../runtime/clock.ts";
import { createLogger } from "../../../../runtime/log/create-logger.ts";
import { createCodexDriver } from "../../../../runtime/upstream/codex/driver.ts";
import { type LoginFiles, systemFiles } from "../../../../runtime/upstream/codex/login/login-files.ts";
import type { Upstream } from "../../../../runtime/wire/upstream.ts";
import type { ChatGpt } from "./chatgpt.ts";
import { codexBackend } from "./gateway.ts";

export interface OneAccount {
  readonly upstream: Upstream;
  log(): string;
  close(): Promise<void>;
  /** Breaks all connections first, so that it does not wait for one that stalls. */
  leave(chatgpt: ChatGpt): Promise<void>;
}

export function oneAccount(
  chatgpt: ChatGpt,
  path: string,
  { files = systemFiles, clock = systemClock }: { readonly files?: LoginFiles; readonly clock?: Clock } = {},
): OneAccount {
  let log = "";
  const logger = createLogger({
    level: "debug",
    secrets: [],
    clock: systemClock,
    sink: (text) => {
      log += text;
    },
  });
  const backend = codexBackend(chatgpt, [path]);
  const instance = { name: "codex.1", number: 1, keyName: path, secret: null };
  const context = { env: {}, clock, random: Math.random, log: logger };
  const [endpoint] = createCodexDriver(files)(backend).connect([instance], context);
  if (endpoint === undefined) throw new Error("The driver made no endpoint.");
  const { upstream } = endpoint;
  return {
    upstream,
    log() {
      logger.flush();
      return log;
    },
    close: () => upstream.close(),
    async leave({ upstream: server }) {
      await server.close();
      await upstream.close();
    },
  };
}
