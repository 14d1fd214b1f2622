import type { BreakerSettings, CaptureSettings, Settings } from "../../runtime/contract/settings.ts";
import type { CircuitBreaker, Logging } from "../../schema/config.ts";
import type { Ir } from "../ir.ts";
import { type Context, spanAt, textsAt } from "./context.ts";
import { envRef } from "./env-text.ts";
import { reportDuplicates } from "./keys.ts";
import { resolveServer } from "./server.ts";

/** The settings of the runtime, with every default filled in. */
export function resolveSettings(
  context: Context,
  { defaultBackend, forceModel, staticRoute }: Pick<Ir, "defaultBackend" | "forceModel" | "staticRoute">,
): Settings {
  const { auth, logging, failure_handling: failure, resilience } = context.config;
  reportDuplicates(context, ["auth", "api_keys"]);
  return {
    defaultBackend: defaultBackend?.name ?? null,
    forceModel: forceModel?.text ?? null,
    staticRoute: staticRoute?.text ?? null,
    server: resolveServer(context),
    auth: {
      enabled: auth?.enabled ?? true,
      keys: textsAt(context, ["auth", "api_keys"]).flatMap((key) => envRef(key) ?? []),
    },
    log: { level: logging?.level ?? "info" },
    endpoints: context.config.endpoints ?? null,
    passthrough: context.config.passthrough ?? false,
    capture: resolveCapture(logging ?? {}),
    state: resolveState(context),
    breaker: resolveBreaker(resilience?.circuit_breaker ?? {}),
    failure: {
      enabled: failure?.enabled ?? true,
      retries: failure?.retries ?? 1,
      minRetryWait: failure?.min_retry_wait ?? 1,
      totalTimeoutBudget: failure?.total_timeout_budget ?? 90,
      maxFailoverHops: failure?.max_failover_hops ?? 5,
      maxSilentWait: failure?.max_silent_wait ?? 30,
      keepaliveInterval: failure?.keepalive_interval ?? 8,
      ...(failure?.max_attempts !== undefined && { maxAttempts: failure.max_attempts }),
      ...(failure?.keepalive_interval !== undefined && { keepaliveWhileWaiting: true }),
    },
  };
}

function resolveCapture(logging: Logging): CaptureSettings {
  return {
    file: logging.capture_file ?? null,
    maxBytes: logging.capture_max_bytes ?? 104_857_600,
    maxFiles: logging.capture_max_files ?? 5,
    totalMaxBytes: logging.capture_total_max_bytes ?? 524_288_000,
    flushInterval: logging.capture_flush_interval ?? 1,
  };
}

function resolveState(context: Context): Settings["state"] {
  const text = context.config.state ?? null;
  return text === null ? null : envRef({ text, span: spanAt(context, ["state"]) });
}

function resolveBreaker(breaker: CircuitBreaker): BreakerSettings {
  return {
    enabled: breaker.enabled ?? true,
    failureThreshold: breaker.failure_threshold ?? 3,
    openCooldown: breaker.open_cooldown_seconds ?? 20,
    halfOpenSuccesses: breaker.half_open_success_threshold ?? 1,
    halfOpenInflight: breaker.half_open_max_inflight ?? 1,
  };
}
