import type { CompiledRouter } from "../../contract/router.ts";
import type { LogLevel, Settings } from "../../contract/settings.ts";
import { type Env, envValue } from "../../env/env.ts";
import { LOG_LEVELS } from "../../log/create-logger.ts";
import type { Flags } from "./flags.ts";
import { backendProblem, modelStringProblem } from "./model-string.ts";

export type AppliedSettings =
  | { readonly ok: true; readonly settings: Settings }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What only some artifacts support. */
export interface CompiledIn {
  readonly canCapture: boolean;
  /** `A!B`. */
  readonly canRace: boolean;
  /** Several processes. */
  readonly canWork: boolean;
}

const NO_WORKERS =
  "workers were not compiled into this file. Set server.workers in the config, or build with `turnout build --workers`";
const PARSERS: ReadonlySet<string> = new Set(["fast", "node"]);

/** The compiled settings, overridden by `PORT`, `HOST` and the flags. */
export function applyFlags(router: CompiledRouter, flags: Flags, env: Env, compiled: CompiledIn): AppliedSettings {
  const { settings, backends } = router;
  const problems: string[] = [];
  const hold = (what: string, problem: string | null) => {
    if (problem !== null) problems.push(`${what}: ${problem}`);
  };

  const { hostFrom, portFrom } = settings.server;
  const ownPort = portFrom === undefined ? null : envValue(env, portFrom.env);
  const usualPort = envValue(env, "PORT");
  const portName = flags.port !== undefined ? "--port" : usualPort === null ? (portFrom?.env ?? "PORT") : "PORT";
  const portText = flags.port ?? usualPort ?? ownPort;
  const port = portText === null ? settings.server.port : portOf(portText);
  if (port === null) hold(portName, `'${portText}' is not a port: a whole number from 0 to 65535`);
  const ownHost = hostFrom === undefined ? null : envValue(env, hostFrom.env);
  const host = flags.host ?? envValue(env, "HOST") ?? ownHost ?? settings.server.host;
  if (host.trim() === "") hold("--host", "an address is needed, such as 127.0.0.1 or 0.0.0.0");

  const workers = flags.workers === undefined ? settings.server.workers : workersOf(flags.workers);
  if (workers === null) hold("--workers", `'${flags.workers}' is neither a whole number from 1 to 256 nor auto`);
  else if ((workers ?? 1) !== 1 && !compiled.canWork) hold("--workers", NO_WORKERS);

  const defaultBackend = flags["default-backend"] ?? settings.defaultBackend;
  if (flags["default-backend"] !== undefined) {
    hold("--default-backend", backendProblem(flags["default-backend"], backends));
  }
  for (const flag of ["force-model", "static-route"] as const) {
    const text = flags[flag];
    if (text !== undefined) hold(`--${flag}`, modelStringProblem(text, router, compiled.canRace));
  }
  const level = levelOf(flags["log-level"] ?? settings.log.level);
  if (level === null) hold("--log-level", `'${flags["log-level"]}' is not one of ${LOG_LEVELS.join(", ")}`);
  const parser = flags["http-parser"] ?? "fast";
  if (!PARSERS.has(parser)) hold("--http-parser", `'${parser}' is not one of fast, node`);
  const captureFile = flags["capture-file"];
  if (captureFile !== undefined) hold("--capture-file", captureProblem(captureFile, compiled));

  if (problems.length > 0 || port === null || level === null || workers === null) return { ok: false, problems };
  return {
    ok: true,
    settings: {
      ...settings,
      defaultBackend,
      forceModel: flags["force-model"] ?? settings.forceModel,
      staticRoute: flags["static-route"] ?? settings.staticRoute,
      server: {
        ...settings.server,
        host,
        port,
        ...(workers !== undefined && { workers }),
        ...(parser === "node" && { httpParser: parser }),
      },
      log: { level },
      capture: { ...settings.capture, file: captureFile ?? settings.capture.file },
      failure: flags["disable-failure-handling"] ? { ...settings.failure, enabled: false } : settings.failure,
    },
  };
}

/** Whether it is a directory will show when it is opened. */
function captureProblem(file: string, { canCapture }: CompiledIn): string | null {
  if (!canCapture) {
    return "capturing was not compiled into this file. Set logging.capture_file in the config, or build with `turnout build --capture`";
  }
  if (file.trim() === "") return "a file name is needed, such as capture.jsonl";
  return /[/\\]$/.test(file) ? `'${file}' is a directory, and a file name is needed` : null;
}

function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function workersOf(text: string): number | "auto" | null {
  if (text === "auto") return text;
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 256 ? count : null;
}

function levelOf(text: string): LogLevel | null {
  return LOG_LEVELS.find((level) => level === text) ?? null;
}
