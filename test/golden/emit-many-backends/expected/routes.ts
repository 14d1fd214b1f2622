// Compiled by Turnout from config.yaml. Change the config and build again; changes made here are lost.
import type { Backend, CompiledRouter, HttpBackend, Params, Route, Target } from "turnout/contract";

/** What may stand before a model's colon. */
export type BackendName =
  | "b1"
  | "b2"
  | "b3"
  | "b4"
  | "b5"
  | "b6"
  | "b7"
  | "b8"
  | "b9"
  | "b10"
  | "b11"
  | "b12"
  | "b13"
  | "b14"
  | "b15"
  | "b16"
  | "b17"
  | "b18"
  | "b19"
  | "b20"
  | "b21"
  | "b22"
  | "b23"
  | "b24"
  | "b25"
  | "b26"
  | "b27"
  | "b28"
  | "b29"
  | "b30"
  | "b31"
  | "b32"
  | "b33";

/** A backend with one of its keys. */
export type InstanceName = never;

/** What `model_aliases` takes. */
export type AliasName = never;

/** What `failover_routes` takes. */
export type RouteName = never;

/** What backends list. */
export type ModelName =
  | "m1"
  | "m2"
  | "m3"
  | "m4"
  | "m5"
  | "m6"
  | "m7"
  | "m8"
  | "m9"
  | "m10"
  | "m11"
  | "m12"
  | "m13"
  | "m14"
  | "m15"
  | "m16"
  | "m17"
  | "m18"
  | "m19"
  | "m20"
  | "m21"
  | "m22"
  | "m23"
  | "m24"
  | "m25"
  | "m26"
  | "m27"
  | "m28"
  | "m29"
  | "m30"
  | "m31"
  | "m32"
  | "m33";

/** The parameters that the config sets in model strings. */
export type UriParam = never;

// config.yaml:2 backends.b1
export const b1: HttpBackend = {
  name: "b1",
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
  type: "openai-compatible",
  origin: "https://b1.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:3 backends.b2
export const b2: HttpBackend = {
  name: "b2",
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
  type: "openai-compatible",
  origin: "https://b2.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:4 backends.b3
export const b3: HttpBackend = {
  name: "b3",
  index: 2,
  at: "config.yaml:4",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b3.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:5 backends.b4
export const b4: HttpBackend = {
  name: "b4",
  index: 3,
  at: "config.yaml:5",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b4.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:6 backends.b5
export const b5: HttpBackend = {
  name: "b5",
  index: 4,
  at: "config.yaml:6",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b5.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:7 backends.b6
export const b6: HttpBackend = {
  name: "b6",
  index: 5,
  at: "config.yaml:7",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b6.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:8 backends.b7
export const b7: HttpBackend = {
  name: "b7",
  index: 6,
  at: "config.yaml:8",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b7.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:9 backends.b8
export const b8: HttpBackend = {
  name: "b8",
  index: 7,
  at: "config.yaml:9",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b8.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:10 backends.b9
export const b9: HttpBackend = {
  name: "b9",
  index: 8,
  at: "config.yaml:10",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b9.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:11 backends.b10
export const b10: HttpBackend = {
  name: "b10",
  index: 9,
  at: "config.yaml:11",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b10.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:12 backends.b11
export const b11: HttpBackend = {
  name: "b11",
  index: 10,
  at: "config.yaml:12",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b11.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:13 backends.b12
export const b12: HttpBackend = {
  name: "b12",
  index: 11,
  at: "config.yaml:13",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b12.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:14 backends.b13
export const b13: HttpBackend = {
  name: "b13",
  index: 12,
  at: "config.yaml:14",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b13.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:15 backends.b14
export const b14: HttpBackend = {
  name: "b14",
  index: 13,
  at: "config.yaml:15",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b14.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:16 backends.b15
export const b15: HttpBackend = {
  name: "b15",
  index: 14,
  at: "config.yaml:16",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b15.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:17 backends.b16
export const b16: HttpBackend = {
  name: "b16",
  index: 15,
  at: "config.yaml:17",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b16.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:18 backends.b17
export const b17: HttpBackend = {
  name: "b17",
  index: 16,
  at: "config.yaml:18",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b17.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:19 backends.b18
export const b18: HttpBackend = {
  name: "b18",
  index: 17,
  at: "config.yaml:19",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b18.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:20 backends.b19
export const b19: HttpBackend = {
  name: "b19",
  index: 18,
  at: "config.yaml:20",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b19.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:21 backends.b20
export const b20: HttpBackend = {
  name: "b20",
  index: 19,
  at: "config.yaml:21",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b20.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:22 backends.b21
export const b21: HttpBackend = {
  name: "b21",
  index: 20,
  at: "config.yaml:22",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b21.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:23 backends.b22
export const b22: HttpBackend = {
  name: "b22",
  index: 21,
  at: "config.yaml:23",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b22.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:24 backends.b23
export const b23: HttpBackend = {
  name: "b23",
  index: 22,
  at: "config.yaml:24",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b23.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:25 backends.b24
export const b24: HttpBackend = {
  name: "b24",
  index: 23,
  at: "config.yaml:25",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b24.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:26 backends.b25
export const b25: HttpBackend = {
  name: "b25",
  index: 24,
  at: "config.yaml:26",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b25.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:27 backends.b26
export const b26: HttpBackend = {
  name: "b26",
  index: 25,
  at: "config.yaml:27",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b26.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:28 backends.b27
export const b27: HttpBackend = {
  name: "b27",
  index: 26,
  at: "config.yaml:28",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b27.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:29 backends.b28
export const b28: HttpBackend = {
  name: "b28",
  index: 27,
  at: "config.yaml:29",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b28.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:30 backends.b29
export const b29: HttpBackend = {
  name: "b29",
  index: 28,
  at: "config.yaml:30",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b29.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:31 backends.b30
export const b30: HttpBackend = {
  name: "b30",
  index: 29,
  at: "config.yaml:31",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b30.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:32 backends.b31
export const b31: HttpBackend = {
  name: "b31",
  index: 30,
  at: "config.yaml:32",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b31.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:33 backends.b32
export const b32: HttpBackend = {
  name: "b32",
  index: 31,
  at: "config.yaml:33",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b32.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:34 backends.b33
export const b33: HttpBackend = {
  name: "b33",
  index: 32,
  at: "config.yaml:34",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: null, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  kind: "http",
  type: "openai-compatible",
  origin: "https://b33.example.com",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  protocols: ["chat"],
  keepsResponses: true,
  customTools: false,
};

// config.yaml:2 models: m1
const modelM1 = to(b1, null, "m1", null, "config.yaml:2");

// config.yaml:3 models: m2
const modelM2 = to(b2, null, "m2", null, "config.yaml:3");

// config.yaml:4 models: m3
const modelM3 = to(b3, null, "m3", null, "config.yaml:4");

// config.yaml:5 models: m4
const modelM4 = to(b4, null, "m4", null, "config.yaml:5");

// config.yaml:6 models: m5
const modelM5 = to(b5, null, "m5", null, "config.yaml:6");

// config.yaml:7 models: m6
const modelM6 = to(b6, null, "m6", null, "config.yaml:7");

// config.yaml:8 models: m7
const modelM7 = to(b7, null, "m7", null, "config.yaml:8");

// config.yaml:9 models: m8
const modelM8 = to(b8, null, "m8", null, "config.yaml:9");

// config.yaml:10 models: m9
const modelM9 = to(b9, null, "m9", null, "config.yaml:10");

// config.yaml:11 models: m10
const modelM10 = to(b10, null, "m10", null, "config.yaml:11");

// config.yaml:12 models: m11
const modelM11 = to(b11, null, "m11", null, "config.yaml:12");

// config.yaml:13 models: m12
const modelM12 = to(b12, null, "m12", null, "config.yaml:13");

// config.yaml:14 models: m13
const modelM13 = to(b13, null, "m13", null, "config.yaml:14");

// config.yaml:15 models: m14
const modelM14 = to(b14, null, "m14", null, "config.yaml:15");

// config.yaml:16 models: m15
const modelM15 = to(b15, null, "m15", null, "config.yaml:16");

// config.yaml:17 models: m16
const modelM16 = to(b16, null, "m16", null, "config.yaml:17");

// config.yaml:18 models: m17
const modelM17 = to(b17, null, "m17", null, "config.yaml:18");

// config.yaml:19 models: m18
const modelM18 = to(b18, null, "m18", null, "config.yaml:19");

// config.yaml:20 models: m19
const modelM19 = to(b19, null, "m19", null, "config.yaml:20");

// config.yaml:21 models: m20
const modelM20 = to(b20, null, "m20", null, "config.yaml:21");

// config.yaml:22 models: m21
const modelM21 = to(b21, null, "m21", null, "config.yaml:22");

// config.yaml:23 models: m22
const modelM22 = to(b22, null, "m22", null, "config.yaml:23");

// config.yaml:24 models: m23
const modelM23 = to(b23, null, "m23", null, "config.yaml:24");

// config.yaml:25 models: m24
const modelM24 = to(b24, null, "m24", null, "config.yaml:25");

// config.yaml:26 models: m25
const modelM25 = to(b25, null, "m25", null, "config.yaml:26");

// config.yaml:27 models: m26
const modelM26 = to(b26, null, "m26", null, "config.yaml:27");

// config.yaml:28 models: m27
const modelM27 = to(b27, null, "m27", null, "config.yaml:28");

// config.yaml:29 models: m28
const modelM28 = to(b28, null, "m28", null, "config.yaml:29");

// config.yaml:30 models: m29
const modelM29 = to(b29, null, "m29", null, "config.yaml:30");

// config.yaml:31 models: m30
const modelM30 = to(b30, null, "m30", null, "config.yaml:31");

// config.yaml:32 models: m31
const modelM31 = to(b31, null, "m31", null, "config.yaml:32");

// config.yaml:33 models: m32
const modelM32 = to(b32, null, "m32", null, "config.yaml:33");

// config.yaml:34 models: m33
const modelM33 = to(b33, null, "m33", null, "config.yaml:34");

const locations = new Map<string, Route>([
  ["m1", modelM1],
  ["m2", modelM2],
  ["m3", modelM3],
  ["m4", modelM4],
  ["m5", modelM5],
  ["m6", modelM6],
  ["m7", modelM7],
  ["m8", modelM8],
  ["m9", modelM9],
  ["m10", modelM10],
  ["m11", modelM11],
  ["m12", modelM12],
  ["m13", modelM13],
  ["m14", modelM14],
  ["m15", modelM15],
  ["m16", modelM16],
  ["m17", modelM17],
  ["m18", modelM18],
  ["m19", modelM19],
  ["m20", modelM20],
  ["m21", modelM21],
  ["m22", modelM22],
  ["m23", modelM23],
  ["m24", modelM24],
  ["m25", modelM25],
  ["m26", modelM26],
  ["m27", modelM27],
  ["m28", modelM28],
  ["m29", modelM29],
  ["m30", modelM30],
  ["m31", modelM31],
  ["m32", modelM32],
  ["m33", modelM33],
]);

/** What may stand before the colon of a name; the model comes from the name. */
const prefixes = new Map<string, Target>([
  ["b1", to(b1, null, "", null, "config.yaml:2")],
  ["b2", to(b2, null, "", null, "config.yaml:3")],
  ["b3", to(b3, null, "", null, "config.yaml:4")],
  ["b4", to(b4, null, "", null, "config.yaml:5")],
  ["b5", to(b5, null, "", null, "config.yaml:6")],
  ["b6", to(b6, null, "", null, "config.yaml:7")],
  ["b7", to(b7, null, "", null, "config.yaml:8")],
  ["b8", to(b8, null, "", null, "config.yaml:9")],
  ["b9", to(b9, null, "", null, "config.yaml:10")],
  ["b10", to(b10, null, "", null, "config.yaml:11")],
  ["b11", to(b11, null, "", null, "config.yaml:12")],
  ["b12", to(b12, null, "", null, "config.yaml:13")],
  ["b13", to(b13, null, "", null, "config.yaml:14")],
  ["b14", to(b14, null, "", null, "config.yaml:15")],
  ["b15", to(b15, null, "", null, "config.yaml:16")],
  ["b16", to(b16, null, "", null, "config.yaml:17")],
  ["b17", to(b17, null, "", null, "config.yaml:18")],
  ["b18", to(b18, null, "", null, "config.yaml:19")],
  ["b19", to(b19, null, "", null, "config.yaml:20")],
  ["b20", to(b20, null, "", null, "config.yaml:21")],
  ["b21", to(b21, null, "", null, "config.yaml:22")],
  ["b22", to(b22, null, "", null, "config.yaml:23")],
  ["b23", to(b23, null, "", null, "config.yaml:24")],
  ["b24", to(b24, null, "", null, "config.yaml:25")],
  ["b25", to(b25, null, "", null, "config.yaml:26")],
  ["b26", to(b26, null, "", null, "config.yaml:27")],
  ["b27", to(b27, null, "", null, "config.yaml:28")],
  ["b28", to(b28, null, "", null, "config.yaml:29")],
  ["b29", to(b29, null, "", null, "config.yaml:30")],
  ["b30", to(b30, null, "", null, "config.yaml:31")],
  ["b31", to(b31, null, "", null, "config.yaml:32")],
  ["b32", to(b32, null, "", null, "config.yaml:33")],
  ["b33", to(b33, null, "", null, "config.yaml:34")],
]);

/** Where a model name of a client goes: aliases first, then as `locate`. */
function route(name: string): Route | null {
  return locate(name);
}

/** As `route`, but no alias applies. */
function locate(name: string): Route | null {
  const location = locations.get(name);
  if (location !== undefined) return location;
  // `backend:model`; a colon behind a slash belongs to the model.
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  if (colon !== -1 && (slash === -1 || colon < slash)) {
    const model = name.slice(colon + 1);
    const prefix = prefixes.get(name.slice(0, colon));
    if (prefix !== undefined) return to(prefix.backend, prefix.instance, model, null, prefix.at);
    // a key that the backend does not have
    if (/^(?:b1|b2|b3|b4|b5|b6|b7|b8|b9|b10|b11|b12|b13|b14|b15|b16|b17|b18|b19|b20|b21|b22|b23|b24|b25|b26|b27|b28|b29|b30|b31|b32|b33)\.\d+:/.test(name)) return null;
  }
  // config.yaml:35 default_backend
  return to(null, null, name, null, "config.yaml:35");
}

export const router: CompiledRouter = {
  backends: [
    b1,
    b2,
    b3,
    b4,
    b5,
    b6,
    b7,
    b8,
    b9,
    b10,
    b11,
    b12,
    b13,
    b14,
    b15,
    b16,
    b17,
    b18,
    b19,
    b20,
    b21,
    b22,
    b23,
    b24,
    b25,
    b26,
    b27,
    b28,
    b29,
    b30,
    b31,
    b32,
    b33,
  ],
  models: [
    { id: "m1", owned_by: "b1" },
    { id: "m2", owned_by: "b2" },
    { id: "m3", owned_by: "b3" },
    { id: "m4", owned_by: "b4" },
    { id: "m5", owned_by: "b5" },
    { id: "m6", owned_by: "b6" },
    { id: "m7", owned_by: "b7" },
    { id: "m8", owned_by: "b8" },
    { id: "m9", owned_by: "b9" },
    { id: "m10", owned_by: "b10" },
    { id: "m11", owned_by: "b11" },
    { id: "m12", owned_by: "b12" },
    { id: "m13", owned_by: "b13" },
    { id: "m14", owned_by: "b14" },
    { id: "m15", owned_by: "b15" },
    { id: "m16", owned_by: "b16" },
    { id: "m17", owned_by: "b17" },
    { id: "m18", owned_by: "b18" },
    { id: "m19", owned_by: "b19" },
    { id: "m20", owned_by: "b20" },
    { id: "m21", owned_by: "b21" },
    { id: "m22", owned_by: "b22" },
    { id: "m23", owned_by: "b23" },
    { id: "m24", owned_by: "b24" },
    { id: "m25", owned_by: "b25" },
    { id: "m26", owned_by: "b26" },
    { id: "m27", owned_by: "b27" },
    { id: "m28", owned_by: "b28" },
    { id: "m29", owned_by: "b29" },
    { id: "m30", owned_by: "b30" },
    { id: "m31", owned_by: "b31" },
    { id: "m32", owned_by: "b32" },
    { id: "m33", owned_by: "b33" },
    { id: "b1:m1", owned_by: "b1" },
    { id: "b2:m2", owned_by: "b2" },
    { id: "b3:m3", owned_by: "b3" },
    { id: "b4:m4", owned_by: "b4" },
    { id: "b5:m5", owned_by: "b5" },
    { id: "b6:m6", owned_by: "b6" },
    { id: "b7:m7", owned_by: "b7" },
    { id: "b8:m8", owned_by: "b8" },
    { id: "b9:m9", owned_by: "b9" },
    { id: "b10:m10", owned_by: "b10" },
    { id: "b11:m11", owned_by: "b11" },
    { id: "b12:m12", owned_by: "b12" },
    { id: "b13:m13", owned_by: "b13" },
    { id: "b14:m14", owned_by: "b14" },
    { id: "b15:m15", owned_by: "b15" },
    { id: "b16:m16", owned_by: "b16" },
    { id: "b17:m17", owned_by: "b17" },
    { id: "b18:m18", owned_by: "b18" },
    { id: "b19:m19", owned_by: "b19" },
    { id: "b20:m20", owned_by: "b20" },
    { id: "b21:m21", owned_by: "b21" },
    { id: "b22:m22", owned_by: "b22" },
    { id: "b23:m23", owned_by: "b23" },
    { id: "b24:m24", owned_by: "b24" },
    { id: "b25:m25", owned_by: "b25" },
    { id: "b26:m26", owned_by: "b26" },
    { id: "b27:m27", owned_by: "b27" },
    { id: "b28:m28", owned_by: "b28" },
    { id: "b29:m29", owned_by: "b29" },
    { id: "b30:m30", owned_by: "b30" },
    { id: "b31:m31", owned_by: "b31" },
    { id: "b32:m32", owned_by: "b32" },
    { id: "b33:m33", owned_by: "b33" },
  ],
  rotations: 0,
  settings: {
    defaultBackend: "b33",
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
