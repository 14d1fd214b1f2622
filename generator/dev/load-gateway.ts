import type { Server } from "node:http";
import { pathToFileURL } from "node:url";
import type { CompiledRouter } from "../../runtime/contract/router.ts";
import { runtimeFile } from "../files/runtime-file.ts";
import { Failure } from "../terminal/failure.ts";
import { UsageError } from "../terminal/usage-error.ts";
import type { Address } from "./listen.ts";
import type { Gateway } from "./live.ts";

export interface GatewayInput {
  readonly router: CompiledRouter;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** As the artifact takes them: `--port=8000`. */
  readonly flags: readonly string[];
}

export interface LoadedGateway {
  readonly gateway: Gateway;
  readonly address: Address;
  /** The warnings that the artifact would log at start-up. */
  readonly notices: readonly string[];
}

/**
 * The gateway that the artifact would run, made in this process. The runtime is loaded by path, as the bundler finds
 * it: the compiler itself is not built on it.
 */
export async function loadGateway({ router, env, flags }: GatewayInput): Promise<LoadedGateway> {
  const run = await loadRuntime();
  const shared = router.settings.state === null ? {} : { connectState: await loadState() };
  const artifact = { router, ...run.everyPart(router.settings), ...shared, about: {} };
  const { drivers } = artifact;
  const command = run.commandOf(artifact, flags, env);
  if (command.kind !== "serve") throw new UsageError(command.kind === "print" ? command.text : command.message);
  const { settings } = command;
  const { auth, server, log: logging } = settings;
  const keys = run.clientKeys(auth, env).length;
  const access = run.openness({ enabled: auth.enabled, keys, configured: auth.keys, host: server.host });
  if (access.kind === "refuse") throw new Failure(access.message);

  const clock = run.systemClock;
  const log = run.createLogger({
    level: logging.level,
    secrets: run.secretsOf(router, drivers, env),
    clock,
    sink: run.stderrSink(),
  });
  const gateway = run.createGateway({ artifact, settings, env, log, clock, random: Math.random });
  gateway.join();
  const missing = run
    .checkEnv(router, drivers, env)
    .map(({ env: name, at, purpose }) => `${name} is not set: ${purpose} (${at})`);
  return {
    gateway: {
      handle(request, response) {
        if (!gateway.handle(request, response)) gateway.cold(request, response);
      },
      upgrade(request, socket, head) {
        gateway.upgrades?.take(request, socket, head);
      },
      async close() {
        await gateway.close();
        log.flush();
      },
    },
    address: { host: server.host, port: server.port },
    notices: access.kind === "open" ? [...missing, access.notice] : missing,
  };
}

/** Passes a server's requests for WebSockets on. Returns a function that closes open WebSockets. */
export async function takeUpgrades(server: Server, take: Gateway["upgrade"]): Promise<() => void> {
  const run = await runtime<typeof import("../../runtime/passthrough/realtime/take-upgrades.ts")>(
    "passthrough/realtime/take-upgrades",
  );
  return run.takeUpgrades(server, take);
}

async function loadRuntime() {
  const modules = await Promise.all([
    runtime<typeof import("../../runtime/server/gateway.ts")>("server/gateway"),
    runtime<typeof import("../../runtime/server/flags/command.ts")>("server/flags/command"),
    runtime<typeof import("../../runtime/clients/authenticator.ts")>("clients/authenticator"),
    runtime<typeof import("../../runtime/clients/openness.ts")>("clients/openness"),
    runtime<typeof import("../../runtime/server/check.ts")>("server/check"),
    runtime<typeof import("../../runtime/server/secrets.ts")>("server/secrets"),
    runtime<typeof import("../../runtime/server/every-part.ts")>("server/every-part"),
    runtime<typeof import("../../runtime/log/create-logger.ts")>("log/create-logger"),
    runtime<typeof import("../../runtime/log/stderr.ts")>("log/stderr"),
    runtime<typeof import("../../runtime/clock.ts")>("clock"),
  ]);
  const [gateway, flags, authenticator, openness, check, secrets, parts, logger, stderr, clock] = modules;
  return {
    ...gateway,
    ...flags,
    ...authenticator,
    ...openness,
    ...check,
    ...secrets,
    ...parts,
    ...logger,
    ...stderr,
    ...clock,
  };
}

/** The client for shared state is large, and few configs need it. */
async function loadState() {
  const { connectRedis } =
    await runtime<typeof import("../../runtime/state/redis/connect-state.ts")>("state/redis/connect-state");
  return connectRedis;
}

async function runtime<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(runtimeFile(name)).href)) as T;
}
