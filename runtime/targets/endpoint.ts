import type { Clock } from "../clock.ts";
import type { Backend, CodexBackend, HttpBackend, MockBackend } from "../contract.ts";
import type { Logger } from "../log/logger.ts";
import type { Adapt } from "../wire/adapt.ts";
import type { Upstream } from "../wire/upstream.ts";

/** The entry imports only the drivers that the config's backends need, so the others' code is not in the artifact. */
export interface Drivers {
  readonly http?: Driver<HttpBackend>;
  readonly codex?: Driver<CodexBackend>;
  readonly mock?: Driver<MockBackend>;
}

/** Makes a backend's endpoints, one for each of its instances and in their order. Called once at start. */
export interface Driver<B extends Backend> {
  (backend: B, instances: readonly Instance[], context: DriverContext): readonly Endpoint[];
  /** Says of each login that the backend keeps in a file whether it can be used; left out where it keeps none. */
  readonly check?: (backend: B, env: DriverContext["env"], now: number) => readonly LoginReport[];
}

export interface LoginReport {
  /** `codex.1`. */
  readonly instance: string;
  readonly file: string;
  /** The config line. */
  readonly at: string;
  readonly usable: boolean;
  /** To follow the file's name: `valid until 2026-01-01T00:00:00.000Z, account 0a1b2c3d…`. Never a secret. */
  readonly says: string;
}

export interface DriverContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly log: Logger;
}

/** A backend with one of its keys. */
export interface Instance {
  /** `openai.1`. */
  readonly name: string;
  /** Counted from 1; a listed key keeps its number when one before it is unset. */
  readonly number: number;
  /** The environment variable, or the auth file; null where the backend needs no key. */
  readonly keyName: string | null;
  readonly secret: string | null;
}

/** Where requests for one instance go. */
export interface Endpoint {
  readonly backend: Backend;
  readonly instance: Instance;
  readonly upstream: Upstream;
  /** What stands before `/chat/completions`: `/v1`. */
  readonly path: string;
  /** Names and values in turn, sent with every request: credentials, organization, the config's extra headers. */
  readonly headers: readonly string[];
  /** Names of client headers that do not go to it, beyond those that go nowhere. */
  readonly withheld?: readonly string[];
  /** What its requests need beyond the API; left out where that is nothing. */
  readonly adapt?: Adapt;
  /** Whether it answers in streams only; for other clients they are put together. */
  readonly streamsOnly?: boolean;
}
