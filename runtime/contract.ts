/**
 * The single interface between a compiled config and the runtime. `routes.ts` imports these types and nothing else;
 * the runtime imports `routes.ts` only through them. Everything here is readonly data but the two look-up functions.
 */

/** A URI parameter (`openai:gpt-4o?temperature=0.7`), after validation. Absent means "leave what the client sent". */
export interface Params {
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly top_p?: number;
  /** Integer ≥ 1. */
  readonly top_k?: number;
  /** Integer ≥ 1. Sent under the name that the target's protocol gives it (`max_completion_tokens`, `max_tokens`). */
  readonly max_tokens?: number;
  readonly reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  readonly verbosity?: "low" | "medium" | "high";
  readonly seed?: number;
  readonly service_tier?: string;
  /** −2 to 2. */
  readonly presence_penalty?: number;
  /** −2 to 2. */
  readonly frequency_penalty?: number;
}
export type ParamName = keyof Params;

/** The value of an environment variable, read once at start. `at` is the config line that asks for it. */
export interface EnvRef {
  readonly env: string;
  readonly at: string;
}

/** Text with environment variables in it, joined at start: `["Bearer ", { env: "TOKEN", at: "config.yaml:4" }]`. */
export type Text = string | readonly (string | EnvRef)[];

/** Where a backend's keys come from. One key is one instance: `openai.1`, `openai.2`, … */
export type Keys =
  | { readonly kind: "none" }
  | { readonly kind: "listed"; readonly keys: readonly EnvRef[] }
  /** `${PREFIX_*}`: every `PREFIX_1` … `PREFIX_99` that is set at start. `env` is the prefix with its underscore. */
  | { readonly kind: "numbered"; readonly prefix: EnvRef };

/** One of the ways that the API has to ask a model: `chat` is `/chat/completions`, `responses` is `/responses`. */
export type Protocol = "chat" | "responses";

interface BackendBase {
  readonly name: string;
  /** Position in `CompiledRouter.backends`. */
  readonly index: number;
  /** The config line, `config.yaml:3`. */
  readonly at: string;
  /** `extra`: set where neither the client nor the URI says otherwise. */
  readonly defaults: Params;
  /** `extra.forced_*`: set whatever anyone else says. */
  readonly forced: Params;
  /** `model_defaults` that apply to this backend, by model; they win over `defaults`. */
  readonly modelDefaults: Readonly<Record<string, Params>>;
  readonly timeouts: Timeouts;
  /** Tokens that fit into a model, by model; one that is not here takes any request. */
  readonly contextWindows: Readonly<Record<string, number>>;
  readonly streamRecovery: StreamRecovery;
  readonly affinity: Affinity;
  /**
   * What its server speaks; never empty. A client's own protocol is used where it is here, so that the request goes up as
   * it came. Other clients are translated to the first one that theirs can be translated to.
   */
  readonly protocols: readonly Protocol[];
}

/** `hold`: an answer is held until it is whole, so that a cut can still fail over. */
export type StreamRecovery = "none" | "hold";

/** `session`: a session stays with the target that answered it, key included, while that is healthy. */
export type Affinity = "none" | "session";

/** A backend reached over HTTP that speaks the OpenAI API. */
export interface HttpBackend extends BackendBase {
  readonly kind: "http";
  /** The config's `type`, a preset's name included. */
  readonly type: string;
  /** `https://api.openai.com`. The only place this backend ever connects to. */
  readonly origin: string;
  /** What stands before `/chat/completions`: `/v1`. Never ends in a slash. */
  readonly path: string;
  readonly keys: Keys;
  /** How the key is sent: `Authorization: Bearer KEY` or `api-key: KEY`. */
  readonly keyHeader: "authorization" | "api-key";
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The body field that carries `max_tokens` in chat completions. */
  readonly maxTokensField: "max_completion_tokens" | "max_tokens";
  /**
   * Whether a server that speaks `responses` keeps the responses that it makes, so that `previous_response_id` and
   * `/responses/{id}` work there. If not, Turnout keeps them in its place.
   */
  readonly keepsResponses: boolean;
  /** Whether its chat completions know tools of the type `custom`; where not, they are put as functions. */
  readonly customTools: boolean;
}

/** The Responses API of a ChatGPT subscription, by the login that the Codex CLI keeps. */
export interface CodexBackend extends BackendBase {
  readonly kind: "codex";
  readonly type: "openai-codex";
  readonly protocols: readonly ["responses"];
  /** `https://chatgpt.com`. */
  readonly origin: string;
  /** What stands before `/responses`: `/backend-api/codex`. Never ends in a slash. */
  readonly path: string;
  /** Where tokens are refreshed: the whole URL, `https://auth.openai.com/oauth/token`. */
  readonly refreshUrl: string;
  /** One file is one account, and one instance: `codex.1`, `codex.2`, … Never empty. */
  readonly authFiles: readonly AuthFile[];
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The text of `instructions_file`, read at build; null where there is none. */
  readonly instructions: string | null;
}

/** Where a ChatGPT login is kept. `at` is the config line that says so. */
export type AuthFile =
  /** `$CODEX_HOME/auth.json`, else `~/.codex/auth.json`. */
  | { readonly kind: "usual"; readonly at: string }
  /** `~/` in front stands for the home folder. */
  | { readonly kind: "named"; readonly path: Text; readonly at: string };

/** Seconds; null means no limit. */
export interface Timeouts {
  /** TCP and TLS. */
  readonly connect: number;
  /** From the request to the head of the answer. */
  readonly header: number | null;
  /** From the request to the last byte of the answer. */
  readonly total: number | null;
  /** From the request to the first generated token. */
  readonly firstToken: number | null;
  /** Between two pieces of a streamed answer. */
  readonly streamIdle: number | null;
}

/** The built-in offline OpenAI. */
export interface MockBackend extends BackendBase {
  readonly kind: "mock";
  readonly type: "mock";
  readonly protocols: readonly ["chat"];
  /** Seconds between two words of a stream. */
  readonly wordDelay: number;
  /** What it says; null echoes the last user message. */
  readonly reply: string | null;
  /** Played in order, one a request; each stands for `times` requests (null: for ever); then requests go well. */
  readonly faults: readonly MockFault[];
}

export type MockFault = { readonly times: number | null } & (
  | {
      readonly kind: "status";
      readonly status: number;
      /** Seconds, sent as `Retry-After`. */
      readonly retryAfter: number | null;
      /** The error's `code`; null takes the usual one of the status. */
      readonly code: string | null;
    }
  /** Answers well, `seconds` late. */
  | { readonly kind: "delay"; readonly seconds: number }
  /** Breaks the connection after `words` words of the answer (0: before the headers). */
  | { readonly kind: "cut"; readonly words: number }
  /** Falls silent after `words` words of the answer (0: before the headers) and never ends. */
  | { readonly kind: "stall"; readonly words: number }
  /** A request in between that goes well, so that a script can say "fail, work, fail". */
  | { readonly kind: "none" }
);

export type Backend = HttpBackend | CodexBackend | MockBackend;

/** One place to send a request to. */
export interface Target {
  readonly kind: "target";
  /** null: the default backend, which a flag of the server may name. */
  readonly backend: Backend | null;
  /** A pinned key, counted from 1; null lets the keys rotate. */
  readonly instance: number | null;
  /** What the upstream is asked for. */
  readonly model: string;
  /** Parameters that the config gave with this target; null where there are none. */
  readonly params: Params | null;
  /** What the route to it says beyond where it goes; null where there is nothing such. */
  readonly rules: Rules | null;
  /** The config line that caused it. */
  readonly at: string;
}

/** What a branch's annotations, or its failover route, say of a target. What is left out is as the backend has it. */
export interface Rules {
  /** Tokens: for a request above it the target is passed over. */
  readonly maxContext?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly streamRecovery?: StreamRecovery;
  readonly affinity?: Affinity;
}

/** Tried in order. */
export interface Failover {
  readonly kind: "failover";
  /** Who wrote the group: a selector's `|` (an alias replacement, a client), or an entry of failover_routes. */
  readonly source: "selector" | "failover_routes";
  /**
   * How the keys of its branches come: `ordered`, each branch with all its keys before the next; `k`, all keys of the
   * first branch and no other; `m`, one key of each branch; `mk`, one key of each branch, then the next key of each.
   */
  readonly policy: "ordered" | "k" | "m" | "mk";
  readonly branches: readonly Route[];
}

/** Tried in order from a start that moves on by one with each request. */
export interface Rotation {
  readonly kind: "rotation";
  /** Which of the runtime's counters it turns: 0 … `CompiledRouter.rotations` − 1. */
  readonly counter: number;
  readonly branches: readonly Route[];
}

/** `A^B`: one is drawn by its weight; if it fails, another of the rest. Stands at the top of a route only. */
export interface Weighted {
  readonly kind: "weighted";
  readonly branches: readonly WeightedBranch[];
}

export interface WeightedBranch {
  readonly route: Route;
  /** Whole number ≥ 1. */
  readonly weight: number;
  /** It takes a session's first request, whatever the weights. */
  readonly first: boolean;
}

/** `A!B`: all are asked, and the first meaningful output wins. Stands at the top of a route only. */
export interface Parallel {
  readonly kind: "parallel";
  readonly branches: readonly ParallelBranch[];
}

export interface ParallelBranch {
  readonly route: Route;
  /** Seconds ≥ 0: the branch with the most starts at once, each other one by the difference later. */
  readonly handicap: number;
  /** Seconds that each attempt of it has until its first output; null leaves the target's own limit. */
  readonly ttftTimeout: number | null;
}

export type Route = Target | Failover | Rotation | Weighted | Parallel;

/** A row of `GET /v1/models`. */
export interface ListedModel {
  readonly id: string;
  /** The backend's name, or "turnout" for aliases and failover routes. */
  readonly owned_by: string;
}

export interface Settings {
  readonly defaultBackend: string | null;
  /** Model strings, checked at build. */
  readonly forceModel: string | null;
  readonly staticRoute: string | null;
  readonly server: { readonly host: string; readonly port: number; readonly maxBodyBytes: number };
  readonly auth: { readonly enabled: boolean; readonly keys: readonly EnvRef[] };
  readonly log: { readonly level: LogLevel };
  /** The endpoints that are served; null: all. */
  readonly endpoints: readonly EndpointName[] | null;
  /** Whether paths of the API that Turnout has no routing for go to the default backend as they come. */
  readonly passthrough: boolean;
  /** What `logging.capture_*` says. */
  readonly capture: CaptureSettings;
  /** `state`: the variable that holds the URL of a Redis; null keeps state in memory. */
  readonly state: EnvRef | null;
  readonly breaker: BreakerSettings;
  readonly failure: {
    readonly enabled: boolean;
    /** Times that one target is tried again. */
    readonly retries: number;
    /** Seconds. */
    readonly minRetryWait: number;
    /** Seconds from the request's arrival in which its attempts may begin. */
    readonly totalTimeoutBudget: number;
    /** How often a request may move on to another target. */
    readonly maxFailoverHops: number;
    /** Seconds that a request waits at most for a rate limit to pass, before it moves on instead. */
    readonly maxSilentWait: number;
    /** Seconds between two comments to a streaming client that waits. */
    readonly keepaliveInterval: number;
  };
}

/** What `endpoints` in the config may name: endpoints of the API that requests are routed for. */
export type EndpointName =
  | "chat"
  | "responses"
  | "embeddings"
  | "completions"
  | "moderations"
  | "images"
  | "audio"
  | "realtime";

/** `resilience.circuit_breaker`. */
export interface BreakerSettings {
  readonly enabled: boolean;
  /** Failures in a row that open a target's circuit. */
  readonly failureThreshold: number;
  /** Seconds that it stays open before a request may probe the target. */
  readonly openCooldown: number;
  /** Probes in a row that must go well to close it. */
  readonly halfOpenSuccesses: number;
  /** Probes at a time. */
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

/** What `routes.ts` exports as `router`. */
export interface CompiledRouter {
  /** In config order; `backends[i].index === i`. */
  readonly backends: readonly Backend[];
  readonly models: readonly ListedModel[];
  /** How many counters the rotations need. */
  readonly rotations: number;
  readonly settings: Settings;
  /**
   * Where one leaf of a client's model string goes, its query cut off: aliases first, then as `locate`.
   * null: nothing takes it (an unknown backend prefix; or a bare name and no default backend is decided by the runtime).
   */
  readonly route: (name: string) => Route | null;
  /** As `route`, but no alias applies: backend prefix, failover_routes, model lists, default backend. */
  readonly locate: (name: string) => Route | null;
}
