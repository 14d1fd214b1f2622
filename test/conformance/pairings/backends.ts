/** Backends as a config compiles to them, for translations that need no server. */
import type { HttpBackend } from "../../../runtime/contract/http-backend.ts";

export const openai: HttpBackend = {
  kind: "http",
  name: "upstream",
  type: "openai",
  index: 0,
  at: "config.yaml:3",
  defaults: {},
  forced: {},
  modelDefaults: {},
  timeouts: { connect: 5, header: 120, total: 120, firstToken: null, streamIdle: 60 },
  contextWindows: {},
  streamRecovery: "none",
  affinity: "none",
  protocols: ["chat"],
  origin: "http://127.0.0.1:1",
  path: "/v1",
  keys: { kind: "none" },
  keyHeader: "authorization",
  headers: [],
  maxTokensField: "max_completion_tokens",
  keepsResponses: true,
  customTools: true,
};
export const compatible: HttpBackend = { ...openai, type: "openai-compatible", customTools: false };
export const answers: HttpBackend = { ...openai, type: "openai-responses", protocols: ["responses"] };
