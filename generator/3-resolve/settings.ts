import type { Settings } from "../../runtime/contract.ts";
import type { Ir } from "../ir.ts";
import { type Context, textsAt } from "./context.ts";
import { envRef } from "./env-text.ts";

/** What the runtime is told, with every default filled in. */
export function resolveSettings(
  context: Context,
  { defaultBackend, forceModel, staticRoute }: Pick<Ir, "defaultBackend" | "forceModel" | "staticRoute">,
): Settings {
  const { server, auth, logging, failure_handling: failure } = context.config;
  return {
    defaultBackend: defaultBackend?.name ?? null,
    forceModel: forceModel?.text ?? null,
    staticRoute: staticRoute?.text ?? null,
    server: {
      host: server?.host ?? "127.0.0.1",
      port: server?.port ?? 8000,
      maxBodyBytes: server?.max_body_bytes ?? 33_554_432,
    },
    auth: {
      enabled: auth?.enabled ?? true,
      keys: textsAt(context, ["auth", "api_keys"]).flatMap((key) => envRef(key) ?? []),
    },
    log: { level: logging?.level ?? "info" },
    failure: {
      enabled: failure?.enabled ?? true,
      retries: failure?.retries ?? 1,
      minRetryWait: failure?.min_retry_wait ?? 1,
      totalTimeoutBudget: failure?.total_timeout_budget ?? 90,
      maxFailoverHops: failure?.max_failover_hops ?? 5,
    },
  };
}
