/** What the suites have to know of an upstream by its protocol; a new protocol is an entry here. */
import { isObject, type Json } from "../../support/openai-upstream/rules.ts";
import { chatHabits, responsesHabits } from "./habits.ts";
import type { Scene } from "./pairing.ts";

/** Backends of the config in `scene.ts`. */
export type BackendName = "openai" | "answers" | "compat";

export interface UpstreamDriver {
  readonly backends: readonly [BackendName, ...BackendName[]];
  /** How many of a stream's events come before its second word. */
  readonly firstWord: number;
  /** Whether it gives out its reasoning encrypted. */
  readonly encrypts: boolean;
  /** Reads and writes parts of the requests that it gets. */
  readonly sent: {
    readonly limit: (sent: Json) => unknown;
    readonly verbosity: (sent: Json) => unknown;
    readonly effort: (sent: Json) => unknown;
    readonly format: (sent: Json) => unknown;
    readonly oneFunction: (name: string) => Json;
    readonly requiredAmong: (name: string) => Json;
    /** A custom tool with a grammar. */
    readonly grammar: (definition: string) => Json;
  };
  /** Tests of what its servers do besides the API. */
  readonly habits: (scene: Scene) => void;
}

const memberOf = (object: unknown, name: string): unknown => (isObject(object) ? object[name] : undefined);

const chat: UpstreamDriver = {
  backends: ["openai", "compat"],
  firstWord: 2,
  encrypts: false,
  sent: {
    limit: ({ max_completion_tokens, max_tokens }) => max_completion_tokens ?? max_tokens,
    verbosity: ({ verbosity }) => verbosity,
    effort: ({ reasoning_effort }) => reasoning_effort,
    format: ({ response_format }) => response_format,
    oneFunction: (name) => ({ type: "function", function: { name } }),
    requiredAmong: (name) => ({
      type: "allowed_tools",
      allowed_tools: { mode: "required", tools: [{ type: "function", function: { name } }] },
    }),
    grammar: (definition) => ({ custom: { format: { type: "grammar", grammar: { syntax: "lark", definition } } } }),
  },
  habits: chatHabits,
};

const responses: UpstreamDriver = {
  backends: ["answers"],
  firstWord: 5,
  encrypts: true,
  sent: {
    limit: ({ max_output_tokens }) => max_output_tokens,
    verbosity: ({ text }) => memberOf(text, "verbosity"),
    effort: ({ reasoning }) => memberOf(reasoning, "effort"),
    format: ({ text }) => memberOf(text, "format"),
    oneFunction: (name) => ({ type: "function", name }),
    requiredAmong: (name) => ({ type: "allowed_tools", mode: "required", tools: [{ type: "function", name }] }),
    grammar: (definition) => ({ format: { type: "grammar", syntax: "lark", definition } }),
  },
  habits: responsesHabits,
};

export const UPSTREAMS: Readonly<Partial<Record<string, UpstreamDriver>>> = { chat, responses };

export function upstreamOf({ upstream }: { readonly upstream: string }): UpstreamDriver {
  const driver = UPSTREAMS[upstream];
  if (driver === undefined) throw new Error(`upstreams.ts has no upstream that speaks ${upstream}`);
  return driver;
}
