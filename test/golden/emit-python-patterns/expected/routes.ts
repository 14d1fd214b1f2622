// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName = "openai" | "groq";

/** A backend with one of its keys. */
export type InstanceName = "openai.1" | "groq.1";

/** What `model_aliases` takes. */
export type AliasName = (string & {}) | `x${string}`;

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

// config.yaml:7 ^(.*)-(.*)-(.*)-latest$
const pattern = inSteps(3, 5, [
  /* 0 */ { kind: "take", one: "-", next: 10 },
  /* 1 */ { kind: "mark", mark: 3, next: 0 },
  /* 2 */ { kind: "take", one: /^.$/u, next: 3 },
  /* 3 */ { kind: "either", first: 2, second: 1 },
  /* 4 */ { kind: "mark", mark: 2, next: 3 },
  /* 5 */ { kind: "start", next: 4 },
  /* 6 */ { kind: "take", one: "-", next: 15 },
  /* 7 */ { kind: "mark", mark: 5, next: 6 },
  /* 8 */ { kind: "take", one: /^.$/u, next: 9 },
  /* 9 */ { kind: "either", first: 8, second: 7 },
  /* 10 */ { kind: "mark", mark: 4, next: 9 },
  /* 11 */ { kind: "take", one: "-", next: 16 },
  /* 12 */ { kind: "mark", mark: 7, next: 11 },
  /* 13 */ { kind: "take", one: /^.$/u, next: 14 },
  /* 14 */ { kind: "either", first: 13, second: 12 },
  /* 15 */ { kind: "mark", mark: 6, next: 14 },
  /* 16 */ { kind: "take", one: "l", next: 17 },
  /* 17 */ { kind: "take", one: "a", next: 18 },
  /* 18 */ { kind: "take", one: "t", next: 19 },
  /* 19 */ { kind: "take", one: "e", next: 20 },
  /* 20 */ { kind: "take", one: "s", next: 21 },
  /* 21 */ { kind: "take", one: "t", next: 23 },
  /* 22 */ { kind: "done" },
  /* 23 */ { kind: "end", next: 22 },
]);

// config.yaml:8 ^([a-z0-9]+-?)+:old$
const pattern2 = inSteps(1, 2, [
  /* 0 */ { kind: "take", one: /^[a-z0-9]$/, next: 11 },
  /* 1 */ { kind: "mark", mark: 2, next: 0 },
  /* 2 */ { kind: "start", next: 1 },
  /* 3 */ { kind: "take", one: ":", next: 17 },
  /* 4 */ { kind: "take", one: /^[a-z0-9]$/, next: 16 },
  /* 5 */ { kind: "mark", mark: 2, next: 4 },
  /* 6 */ { kind: "either", first: 5, second: 3 },
  /* 7 */ { kind: "mark", mark: 3, next: 6 },
  /* 8 */ { kind: "take", one: "-", next: 7 },
  /* 9 */ { kind: "either", first: 8, second: 7 },
  /* 10 */ { kind: "take", one: /^[a-z0-9]$/, next: 11 },
  /* 11 */ { kind: "either", first: 10, second: 9 },
  /* 12 */ { kind: "mark", mark: 3, next: 6 },
  /* 13 */ { kind: "take", one: "-", next: 12 },
  /* 14 */ { kind: "either", first: 13, second: 12 },
  /* 15 */ { kind: "take", one: /^[a-z0-9]$/, next: 16 },
  /* 16 */ { kind: "either", first: 15, second: 14 },
  /* 17 */ { kind: "take", one: "o", next: 18 },
  /* 18 */ { kind: "take", one: "l", next: 19 },
  /* 19 */ { kind: "take", one: "d", next: 21 },
  /* 20 */ { kind: "done" },
  /* 21 */ { kind: "end", next: 20 },
]);

// config.yaml:8 ^([a-z0-9]+-?)+:old$
const alias2 = to(openai, null, "gpt-4o", null, "config.yaml:8");

// config.yaml:10 ^x(?:(q)|r)*$
const patternX = inSteps(1, 1, [
  /* 0 */ { kind: "take", one: "x", next: 8 },
  /* 1 */ { kind: "start", next: 0 },
  /* 2 */ { kind: "done" },
  /* 3 */ { kind: "end", next: 2 },
  /* 4 */ { kind: "take", one: "r", next: 8 },
  /* 5 */ { kind: "take", one: "q", next: 9 },
  /* 6 */ { kind: "mark", mark: 2, next: 5 },
  /* 7 */ { kind: "either", first: 6, second: 4 },
  /* 8 */ { kind: "either", first: 7, second: 3 },
  /* 9 */ { kind: "mark", mark: 3, next: 8 },
]);

// config.yaml:11 (?i)gpt-(\w+)$
const pattern3 = /^[gG][pP][tT]-([\p{L}\p{N}_]+)$/u;

// config.yaml:12 ^(?a:\d+)(?#tokens)k$
const pattern4 = /^(?:\d+)k$/;

// config.yaml:12 ^(?a:\d+)(?#tokens)k$
const alias3 = to(groq, null, "llama", null, "config.yaml:12");

// config.yaml:13 ^.😀(.)$
const pattern5 = /^.😀(.)$/u;

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  // config.yaml:7 ^(.*)-(.*)-(.*)-latest$
  const matchPattern = pattern.exec(name);
  if (matchPattern !== null) {
    return to(openai, null, (matchPattern[1] ?? "") + "-" + (matchPattern[2] ?? "") + "-" + (matchPattern[3] ?? ""), null, "config.yaml:7");
  }
  // config.yaml:8 ^([a-z0-9]+-?)+:old$
  if (pattern2.test(name)) return alias2;
  // config.yaml:10 ^x(?:(q)|r)*$
  const matchPatternX = name.startsWith("x") ? patternX.exec(name) : null;
  if (matchPatternX !== null) return to(groq, null, matchPatternX[1] ?? "", null, "config.yaml:10");
  // config.yaml:11 (?i)gpt-(\w+)$
  const matchPattern3 = pattern3.exec(name);
  if (matchPattern3 !== null) {
    return to(openai, null, "gpt-" + (matchPattern3[1] ?? ""), null, "config.yaml:11");
  }
  // config.yaml:12 ^(?a:\d+)(?#tokens)k$
  if (pattern4.test(name)) return alias3;
  // config.yaml:13 ^.😀(.)$
  const matchPattern5 = pattern5.exec(name);
  if (matchPattern5 !== null) return to(groq, null, matchPattern5[1] ?? "", null, "config.yaml:13");
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
  // config.yaml:4 default_backend
  return to(null, null, name, null, "config.yaml:4");
}

export const router: CompiledRouter = {
  backends: [openai, groq],
  models: [],
  rotations: 0,
  settings: {
    defaultBackend: "openai",
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

/** A step of a pattern. `next` and its like are places in the list. */
type Step =
  | { readonly kind: "done" }
  | { readonly kind: "take"; readonly one: string | RegExp; readonly next: number }
  | { readonly kind: "either"; readonly first: number; readonly second: number }
  | { readonly kind: "mark"; readonly mark: number; readonly next: number }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "ahead"; readonly negated: boolean; readonly look: number; readonly next: number }
  | { readonly kind: "behind"; readonly negated: boolean; readonly texts: readonly (readonly (string | RegExp)[])[]; readonly next: number };

/**
 * A pattern for which the time grows with the length of the name, and no faster. From the end of the name to its start it
 * notes at which steps the rest can still match, then it goes forward along the first that can.
 */
function inSteps(groups: number, start: number, steps: readonly Step[]): Pick<RegExp, "exec" | "test"> {
  const takes = (one: string | RegExp, character: string | undefined): boolean =>
    character !== undefined && (typeof one === "string" ? one === character : one.test(character));
  const exec = (name: string): RegExpExecArray | null => {
    const characters = Array.from(name);
    const size = steps.length;
    const can = new Uint8Array((characters.length + 1) * size);
    const holds = (step: Step, at: number): boolean => {
      const leadsOn = (next: number): boolean => can[at * size + next] === 1;
      switch (step.kind) {
        case "done":
          return true;
        case "take":
          return takes(step.one, characters[at]) && can[(at + 1) * size + step.next] === 1;
        case "either":
          return leadsOn(step.first) || leadsOn(step.second);
        case "mark":
          return leadsOn(step.next);
        case "start":
          return at === 0 && leadsOn(step.next);
        case "end":
          return at === characters.length && leadsOn(step.next);
        case "ahead":
          return leadsOn(step.look) !== step.negated && leadsOn(step.next);
        case "behind": {
          const found = step.texts.some((text) => text.every((one, i) => takes(one, characters[at - text.length + i])));
          return found !== step.negated && leadsOn(step.next);
        }
      }
    };
    for (let at = characters.length; at >= 0; at--) {
      for (let index = 0; index < size; index++) {
        const step = steps[index];
        if (step !== undefined && holds(step, at)) can[at * size + index] = 1;
      }
    }
    if (can[start] !== 1) return null;
    const marks: number[] = [];
    const follow = (from: number, place: number): number => {
      let at = place;
      let step = steps[from];
      while (step !== undefined && step.kind !== "done") {
        if (step.kind === "take") at += 1;
        else if (step.kind === "mark") marks[step.mark] = at;
        else if (step.kind === "ahead" && !step.negated) follow(step.look, at);
        if (step.kind !== "either") step = steps[step.next];
        else step = steps[can[at * size + step.first] === 1 ? step.first : step.second];
      }
      return at;
    };
    const whole = characters.slice(0, follow(start, 0)).join("");
    const match: [string, ...string[]] = [whole];
    for (let group = 1; group <= groups; group++) {
      match.push(characters.slice(marks[group * 2] ?? 0, marks[group * 2 + 1] ?? 0).join(""));
    }
    return Object.assign(match, { index: 0, input: name });
  };
  return { exec, test: (name) => exec(name) !== null };
}
