import type { Clock } from "../clock.ts";
import type { Backend } from "../contract/backend.ts";
import type { CodexBackend } from "../contract/codex-backend.ts";
import type { HttpBackend } from "../contract/http-backend.ts";
import type { MockBackend } from "../contract/mock-backend.ts";
import type { EnvRef } from "../contract/text.ts";
import type { Env } from "../env/env.ts";
import type { Logger } from "../log/logger.ts";
import type { Endpoint, Instance } from "./endpoint.ts";
import type { MissingVariable } from "./missing-variable.ts";

/** The entry imports only the drivers that the config's backends need, so the artifact contains no other code. */
export interface Drivers {
  readonly http?: Driver<HttpBackend>;
  readonly codex?: Driver<CodexBackend>;
  readonly mock?: Driver<MockBackend>;
}

/** Everything that depends on the kind of a backend. Opens nothing before `connect`. */
export type Driver<B extends Backend> = (backend: B) => BackendDriver;

export interface BackendDriver {
  /** Its instances, one for each key or login in the environment, in the config's order. */
  instances(env: Env): readonly Instance[];
  /**
   * Creates an endpoint for each instance, in the same order. Called once at start.
   * @throws {Error} for a value of the environment that cannot be used
   */
  connect(instances: readonly Instance[], context: DriverContext): readonly Endpoint[];
  /** The variables of its URL, keys, paths and headers that are not set. */
  missing(env: Env): readonly MissingVariable[];
  /** What of the environment is set and cannot be used, one text each, without any secret; left out if that cannot be. */
  readonly unusable?: (env: Env) => readonly string[];
  /** The variables that its headers use. */
  readonly headerVariables: readonly EnvRef[];
  /** The error text for clients if there are no instances. */
  keyless(): string;
  /**
   * Whether each login that it keeps in a file can be used; null if it keeps none.
   * @param now milliseconds since 1970
   */
  readonly checkLogins: ((env: Env, now: number) => readonly LoginReport[]) | null;
}

export interface LoginReport {
  /** `codex.1`. */
  readonly instance: string;
  readonly file: string;
  /** The config line. */
  readonly at: string;
  readonly usable: boolean;
  /** The text after the file's name: `valid until 2026-01-01T00:00:00.000Z, account 0a1b2c3d…`. Never a secret. */
  readonly says: string;
}

/** A task that must not be done twice, and whose result all want. */
export interface Task {
  /** Equal for equal tasks. */
  readonly key: string;
  /** Does it. `isLasting`: whether the result holds for those who want it later. */
  readonly run: (finish: (result: string, isLasting: boolean) => void) => void;
  /** Called once with the result, whoever did it, never before the call returns. */
  readonly done: (result: string) => void;
}

/** Has a task done by one of the workers of a server. */
export type Errand = (task: Task) => void;

export interface DriverContext {
  /** Left out if this process is the whole server. */
  readonly errand?: Errand | undefined;
  readonly env: Env;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: Logger;
}
