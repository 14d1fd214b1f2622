import { clientKeys } from "../clients/authenticator.ts";
import { openness } from "../clients/openness.ts";
import type { Clock } from "../clock.ts";
import type { Settings } from "../contract/settings.ts";
import type { Env } from "../env/env.ts";
import { createLogger } from "../log/create-logger.ts";
import type { Logger } from "../log/logger.ts";
import type { Artifact } from "./artifact.ts";
import { checkEnv, unusableIn } from "./check.ts";
import { secretsOf } from "./secrets.ts";

export interface PreflightInput {
  readonly artifact: Artifact;
  /** The config's settings, overridden by the server's flags. */
  readonly settings: Settings;
  readonly env: Env;
}

/** What is known before anything is opened. */
export type Preflight =
  /** `notice`: why the server serves everyone; null if it does not. */
  { readonly ok: true; readonly notice: string | null } | { readonly ok: false; readonly problem: string };

/** Whether the server may start with this config in this environment. */
export function preflight({ artifact, settings, env }: PreflightInput): Preflight {
  const { auth, server } = settings;
  const access = openness({
    enabled: auth.enabled,
    keys: clientKeys(auth, env).length,
    configured: auth.keys,
    host: server.host,
    corsOrigins: server.corsOrigins,
  });
  if (access.kind === "refuse") return { ok: false, problem: access.message };
  const unusable = unusableIn(artifact.router, artifact.drivers, env);
  if (unusable.length > 0) return { ok: false, problem: unusable.join("\n") };
  return { ok: true, notice: access.kind === "open" ? access.notice : null };
}

/** A log without the secrets of the environment. */
export function openLog(
  { artifact, settings, env }: PreflightInput,
  clock: Clock,
  sink: (text: string) => void,
): Logger {
  const secrets = secretsOf(artifact.router, artifact.drivers, env);
  const log = createLogger({ level: settings.log.level, secrets, clock, sink });
  process.on("exit", log.flush);
  return log;
}

/** From now on: the requests concerned are lost, but all others continue. */
export function survive(log: Logger): void {
  process.on("uncaughtException", (error) => log.error("internal_error", { message: error.stack ?? String(error) }));
}

/** Warns of each variable that is not set. */
export function warnOfMissing({ artifact, env }: PreflightInput, log: Logger): void {
  for (const { env: name, at, purpose } of checkEnv(artifact.router, artifact.drivers, env)) {
    log.warn("missing_variable", { message: `${name} is not set: ${purpose}`, at });
  }
}

/** What ends a server. */
export const SIGNALS = ["SIGTERM", "SIGINT", "SIGHUP"] as const;

/** Says why it cannot run. */
export function cannotRun(problem: string): void {
  process.stderr.write(problem + "\n");
  process.exitCode = 1;
}
