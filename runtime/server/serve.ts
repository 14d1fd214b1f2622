import { clientKeys } from "../clients/authenticator.ts";
import { openness } from "../clients/openness.ts";
import { systemClock } from "../clock.ts";
import type { Settings } from "../contract/settings.ts";
import type { Env } from "../env/env.ts";
import { createLogger } from "../log/create-logger.ts";
import { stderrSink } from "../log/stderr.ts";
import type { Artifact } from "./artifact.ts";
import { checkEnv, unusableIn } from "./check.ts";
import { createGateway, type Gateway, type GatewayOptions } from "./gateway.ts";
import { secretsOf } from "./secrets.ts";
import { createStop } from "./stop.ts";
import { tryListen } from "./try-listen.ts";

const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Runs the server until a signal ends it. */
export async function serve(artifact: Artifact, settings: Settings, env: Env): Promise<void> {
  const { auth, server } = settings;
  const access = openness({
    enabled: auth.enabled,
    keys: clientKeys(auth, env).length,
    configured: auth.keys,
    host: server.host,
    corsOrigins: server.corsOrigins,
  });
  if (access.kind === "refuse") return stop(access.message);

  const unusable = unusableIn(artifact.router, artifact.drivers, env);
  if (unusable.length > 0) return stop(unusable.join("\n"));

  const clock = systemClock;
  const secrets = secretsOf(artifact.router, artifact.drivers, env);
  const log = createLogger({ level: settings.log.level, secrets, clock, sink: stderrSink() });
  process.on("exit", log.flush);
  for (const { env: name, at, purpose } of checkEnv(artifact.router, artifact.drivers, env)) {
    log.warn("missing_variable", { message: `${name} is not set: ${purpose}`, at });
  }

  const opened = tryOpen({ artifact, settings, env, log, clock, random: Math.random });
  if (!opened.ok) return stop(opened.problem);
  const { gateway } = opened;
  process.on("exit", gateway.exit);
  const started = await tryListen({
    gateway: () => gateway,
    host: server.host,
    port: server.port,
    keepAliveTimeout: server.keepAliveTimeout,
    bodyIdle: server.bodyIdle,
    parser: server.httpParser,
  });
  if (!started.ok) {
    stop(started.problem);
    // Its open handles would keep the process alive.
    return gateway.close();
  }
  gateway.join();
  const { running } = started;
  const end = createStop({ running, gateway, settings: server, clock, log, exit: (code) => process.exit(code) });
  // The requests concerned are lost, but all others continue.
  process.on("uncaughtException", (error) => log.error("internal_error", { message: error.stack ?? String(error) }));
  for (const signal of SIGNALS) process.on(signal, end);

  // Logged last: whoever waits for this line may send a signal at once.
  if (access.kind === "open") log.warn("open", { message: access.notice });
  log.info("listening", { message: `listening on ${running.url}`, url: running.url, port: running.port });
  log.flush();
}

type Opened = { readonly ok: true; readonly gateway: Gateway } | { readonly ok: false; readonly problem: string };

/**
 * If the config cannot be served, for example because of a key that does not fit into a header or a directory in place of a
 * capture file, this is reported rather than thrown.
 */
function tryOpen(options: GatewayOptions): Opened {
  try {
    return { ok: true, gateway: createGateway(options) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

function stop(message: string): void {
  process.stderr.write(message + "\n");
  process.exitCode = 1;
}
