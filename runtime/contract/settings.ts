import type { EndpointName } from "./protocol.ts";
import type { EnvRef } from "./text.ts";

export interface Settings {
  readonly defaultBackend: string | null;
  /** Model strings, validated by the build. */
  readonly forceModel: string | null;
  readonly staticRoute: string | null;
  readonly server: ServerSettings;
  readonly auth: { readonly enabled: boolean; readonly keys: readonly EnvRef[] };
  readonly log: { readonly level: LogLevel };
  /** The endpoints that are served; null: all of them. */
  readonly endpoints: readonly EndpointName[] | null;
  /** Whether API paths that Turnout does not route are passed through to the default backend. */
  readonly passthrough: boolean;
  /** The settings `logging.capture_*`. */
  readonly capture: CaptureSettings;
  /** `state`: the variable that holds a Redis URL; null keeps the state in memory. */
  readonly state: EnvRef | null;
  readonly breaker: BreakerSettings;
  readonly failure: {
    readonly enabled: boolean;
    /** How often one target is tried again. */
    readonly retries: number;
    /** Seconds. */
    readonly minRetryWait: number;
    /** Seconds from the request's arrival within which attempts may start. */
    readonly totalTimeoutBudget: number;
    /** How often a request may move on to another target. */
    readonly maxFailoverHops: number;
    /** How many attempts a request may cause, in all its branches; left out for 16. */
    readonly maxAttempts?: number;
    /** Seconds that a request waits at most for a rate limit to end, before it moves on instead. */
    readonly maxSilentWait: number;
    /** Seconds between two keep-alive comments to a waiting client. */
    readonly keepaliveInterval: number;
    /** Set if the config chooses the interval: then comments are also sent while a request only waits for a rate limit. */
    readonly keepaliveWhileWaiting?: true;
  };
}

/** `resilience.circuit_breaker`. */
export interface BreakerSettings {
  readonly enabled: boolean;
  /** Consecutive failures that open a target's circuit. */
  readonly failureThreshold: number;
  /** Seconds that a circuit stays open before a request may probe the target. */
  readonly openCooldown: number;
  /** Consecutive successful probes that close it. */
  readonly halfOpenSuccesses: number;
  /** Concurrent probes. */
  readonly halfOpenInflight: number;
}

export interface CaptureSettings {
  /** null: nothing is captured. */
  readonly file: string | null;
  /** Of one file, in bytes. */
  readonly maxBytes: number;
  /** How many rotated files are kept. */
  readonly maxFiles: number;
  /** Of all files together, in bytes. */
  readonly totalMaxBytes: number;
  /** Seconds. */
  readonly flushInterval: number;
}

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** `server`. */
export interface ServerSettings {
  readonly host: string;
  readonly port: number;
  /** Variables that are read at the start, and replace the two above if they are set. */
  readonly hostFrom?: EnvRef;
  readonly portFrom?: EnvRef;
  readonly maxBodyBytes: number;
  /** Of a body that has to be parsed, without its long texts; 4194304 if it is left out. */
  readonly maxParsedBodyBytes?: number;
  /** Of a body that has to be parsed; 100000 if it is left out. */
  readonly maxParsedValues?: number;
  /** What reads plain requests, by the flag `--http-parser`; left out for the fast reader. */
  readonly httpParser?: "node";
  /** Seconds; left out for 75. */
  readonly keepAliveTimeout?: number;
  /** How much of the routing language clients may write; left out for all of it. */
  readonly clientSelectors?: "targets" | "names";
  /** Names, in lower case and without a port, by which a server without client keys may be asked; left out if none is set. */
  readonly allowedHosts?: readonly string[];
  /** The origins of web pages that may use the server, in lower case; `*` for all. Left out if none may. */
  readonly corsOrigins?: readonly string[];
  /** Seconds; 60 if it is left out. */
  readonly bodyIdle?: number;
  /** Seconds; 30 if it is left out. */
  readonly drain?: number;
  /** Seconds; 0 if it is left out. */
  readonly drainDelay?: number;
  /** How many processes serve, `auto` for one for each core; 1 if it is left out. */
  readonly workers?: number | "auto";
}
