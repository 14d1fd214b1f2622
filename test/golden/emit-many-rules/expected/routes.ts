// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName =
  | `team-1-${string}`
  | `team-2-${string}`
  | `team-3-${string}`
  | `team-4-${string}`
  | `team-5-${string}`
  | `team-6-${string}`
  | `team-7-${string}`
  | `team-8-${string}`
  | `team-9-${string}`
  | `team-10-${string}`
  | `team-11-${string}`
  | `team-12-${string}`
  | `team-13-${string}`
  | `team-14-${string}`
  | `team-15-${string}`
  | `team-16-${string}`
  | `team-17-${string}`
  | `team-18-${string}`
  | `team-19-${string}`
  | `team-20-${string}`
  | `team-${string}`;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName = never;

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.openai
export const openai: HttpBackend = {
  name: "openai",
  index: 0,
  at: "config.yaml:2",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai",
  origin: "https://api.openai.com",
  path: "/v1",
  keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:2" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat", "responses"],
  keepsResponses: true,
  customTools: true,
};

// config.yaml:3 backends.groq
export const groq: HttpBackend = {
  name: "groq",
  index: 1,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "groq",
  origin: "https://api.groq.com",
  path: "/openai/v1",
  keys: { kind: "listed", keys: [{ env: "GROQ_API_KEY", at: "config.yaml:3" }] },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: false,
  customTools: false,
};

/** Sorted by prefix. Each row lists its rules in config order, up to the first that matches whatever follows. */
const rows = [
  row("team-", -1, [matched(/^team-(\p{Nd}+)-x/u, to(groq, null, "", null, "config.yaml:25"), [1])]),
  row("team-1-", 0, [rest(7, to(openai, null, "", null, "config.yaml:5"))]),
  row("team-10-", 0, [rest(8, to(openai, null, "", null, "config.yaml:14"))]),
  row("team-11-", 0, [rest(8, to(openai, null, "", null, "config.yaml:15"))]),
  row("team-12-", 0, [rest(8, to(openai, null, "", null, "config.yaml:16"))]),
  row("team-13-", 0, [rest(8, to(openai, null, "", null, "config.yaml:17"))]),
  row("team-14-", 0, [rest(8, to(openai, null, "", null, "config.yaml:18"))]),
  row("team-15-", 0, [rest(8, to(openai, null, "", null, "config.yaml:19"))]),
  row("team-16-", 0, [rest(8, to(openai, null, "", null, "config.yaml:20"))]),
  row("team-17-", 0, [rest(8, to(openai, null, "", null, "config.yaml:21"))]),
  row("team-18-", 0, [rest(8, to(openai, null, "", null, "config.yaml:22"))]),
  row("team-19-", 0, [rest(8, to(openai, null, "", null, "config.yaml:23"))]),
  row("team-2-", 0, [rest(7, to(openai, null, "", null, "config.yaml:6"))]),
  row("team-20-", 0, [rest(8, to(openai, null, "", null, "config.yaml:24"))]),
  row("team-3-", 0, [rest(7, to(openai, null, "", null, "config.yaml:7"))]),
  row("team-4-", 0, [rest(7, to(openai, null, "", null, "config.yaml:8"))]),
  row("team-5-", 0, [rest(7, to(openai, null, "", null, "config.yaml:9"))]),
  row("team-6-", 0, [rest(7, to(openai, null, "", null, "config.yaml:10"))]),
  row("team-7-", 0, [rest(7, to(openai, null, "", null, "config.yaml:11"))]),
  row("team-8-", 0, [rest(7, to(openai, null, "", null, "config.yaml:12"))]),
  row("team-9-", 0, [rest(7, to(openai, null, "", null, "config.yaml:13"))]),
];

/** Where a rule leads, undefined if it does not match. */
type Rule = (name: string) => Route | null | undefined;

interface Row {
  readonly prefix: string;
  /** The row of the longest shorter prefix that this one starts with, or -1. */
  readonly shorter: number;
  readonly rules: readonly Rule[];
}

function row(prefix: string, shorter: number, rules: readonly Rule[]): Row {
  return { prefix, shorter, rules };
}

/** The row with the longest prefix that `name` starts with. */
function rowOf(name: string): Row | undefined {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row !== undefined && row.prefix <= name) low = middle + 1;
    else high = middle;
  }
  let found = rows[low - 1];
  while (found !== undefined && !name.startsWith(found.prefix)) found = rows[found.shorter];
  return found;
}

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  const row = rowOf(name);
  if (row !== undefined) {
    for (const rule of row.rules) {
      const found = rule(name);
      if (found !== undefined) return found;
    }
  }
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    switch (name.slice(0, colon)) {
      // config.yaml:2 backends.openai
      case "openai":
        return to(openai, null, model, null, "config.yaml:2");
      case "openai.1":
        return to(openai, 1, model, null, "config.yaml:2");
      // config.yaml:3 backends.groq
      case "groq":
        return to(groq, null, model, null, "config.yaml:3");
      case "groq.1":
        return to(groq, 1, model, null, "config.yaml:3");
    }
    // a key that the backend does not have
    if (/^(?:openai|groq)\.\d+:/.test(name)) return null;
  }
  // no default_backend: a flag of the server may name one
  return to(null, null, name, null, "config.yaml");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [],
  rotations: 0,
  settings: {
    defaultBackend: null,
    forceModel: null,
    staticRoute: null,
    server: { host: "127.0.0.1", port: 8000, maxBodyBytes: 33554432 },
    auth: { enabled: true, keys: [] },
    log: { level: "info" },
    endpoints: null,
    passthrough: false,
    capture: { file: null, maxBytes: 104857600, maxFiles: 5, totalMaxBytes: 524288000, flushInterval: 1 },
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
  },
  route,
  locate,
};

/** One place to send a request to; without a backend, the default one. */
function to(backend: Backend | null, instance: number | null, model: string, params: Params | null, at: string): Target {
  return { kind: "target", backend, instance, model, params, rules: null, at };
}

/** What follows the first `from` characters of a name goes behind the model of `place`. */
function rest(from: number, { backend, instance, model, params, at }: Target): (name: string) => Target {
  return (name) => to(backend, instance, model + name.slice(from), params, at);
}

/** The model is made of texts and of groups of the match; one that took no part in it is empty. */
function matched(
  pattern: Pick<RegExp, "exec">,
  { backend, instance, params, at }: Target,
  pieces: readonly (string | number)[],
): (name: string) => Target | undefined {
  return (name) => {
    const match = pattern.exec(name);
    if (match === null) return undefined;
    let model = "";
    for (const piece of pieces) model += typeof piece === "string" ? piece : (match[piece] ?? "");
    return to(backend, instance, model, params, at);
  };
}
