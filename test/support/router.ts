import type { Backend } from "../../runtime/contract/backend.ts";
import type { HttpBackend } from "../../runtime/contract/http-backend.ts";
import type { CompiledRouter } from "../../runtime/contract/router.ts";
import type { Settings } from "../../runtime/contract/settings.ts";

export function httpBackend(name: string, index: number, options: Partial<HttpBackend> = {}): HttpBackend {
  return {
    kind: "http",
    type: "openai",
    name,
    index,
    at: `config.yaml:${index + 2}`,
    origin: "https://api.example.com",
    path: "/v1",
    keys: { kind: "none" },
    keyHeader: "authorization",
    headers: [],
    maxTokensField: "max_completion_tokens",
    customTools: true,
    timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
    defaults: {},
    forced: {},
    modelDefaults: {},
    contextWindows: {},
    streamRecovery: "none",
    affinity: "none",
    protocols: ["chat"],
    keepsResponses: true,
    ...options,
  };
}

/** A router over some backends that routes nothing: for what happens around routing. */
export function bareRouter(backends: readonly Backend[], settings: Partial<Settings> = {}): CompiledRouter {
  return {
    backends,
    models: [],
    rotations: 0,
    settings: {
      defaultBackend: null,
      forceModel: null,
      staticRoute: null,
      server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 1_000_000 },
      auth: { enabled: true, keys: [] },
      log: { level: "info" },
      endpoints: null,
      passthrough: false,
      capture: { file: null, maxBytes: 1, maxFiles: 1, totalMaxBytes: 1, flushInterval: 1 },
      state: null,
      breaker: { enabled: true, failureThreshold: 3, openCooldown: 20, halfOpenSuccesses: 1, halfOpenInflight: 1 },
      failure: {
        enabled: true,
        retries: 1,
        minRetryWait: 1,
        totalTimeoutBudget: 90,
        maxFailoverHops: 5,
        maxSilentWait: 30,
        keepaliveInterval: 8,
      },
      ...settings,
    },
    route: () => null,
    locate: () => null,
  };
}
