/**
 * The only interface between a compiled config and the runtime. `routes.ts` imports these types and nothing else; the
 * runtime accesses `routes.ts` only through them. Everything here is read-only data, apart from the two look-up functions.
 */

/** URI parameters (`openai:gpt-4o?temperature=0.7`), validated. An absent one leaves the client's field as it is. */
export interface Params {
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly top_p?: number;
  /** Integer ≥ 1. */
  readonly top_k?: number;
  /** Integer ≥ 1. Sent under the target protocol's name for it (`max_completion_tokens`, `max_tokens`). */
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

/** The value of an environment variable, read once at start. `at` is the config line that refers to it. */
export interface EnvRef {
  readonly env: string;
  readonly at: string;
}

/** Text that can include environment variables, joined at start: `["Bearer ", { env: "TOKEN", at: "config.yaml:4" }]`. */
export type Text = string | readonly (string | EnvRef)[];

/** Where a backend's keys come from. One key is one instance: `openai.1`, `openai.2`, … */
export type Keys =
  | { readonly kind: "none" }
  | { readonly kind: "listed"; readonly keys: readonly EnvRef[] }
  /**
   * `${PREFIX_*}`: every variable from `PREFIX_1` to `PREFIX_99` that is set at start. `env` is the prefix, including the
   * underscore.
   */
  | { readonly kind: "numbered"; readonly prefix: EnvRef };

/** The API's protocols for generating text: `chat` is `/chat/completions`, `responses` is `/responses`. */
export type Protocol = "chat" | "responses";

interface BackendBase {
  readonly name: string;
  /** Position in `CompiledRouter.backends`. */
  readonly index: number;
  /** The config line, `config.yaml:3`. */
  readonly at: string;
  /** `extra`: used unless the client or the model string sets the parameter. */
  readonly defaults: Params;
  /** `extra.forced_*`: always used, whatever the client or the model string sets. */
  readonly forced: Params;
  /** `model_defaults` for this backend, by model; they take precedence over `defaults`. */
  readonly modelDefaults: Readonly<Record<string, Params>>;
  readonly timeouts: Timeouts;
  /** Context windows in tokens, by model; a model that is not listed takes any request. */
  readonly contextWindows: Readonly<Record<string, number>>;
  readonly streamRecovery: StreamRecovery;
  readonly affinity: Affinity;
  /**
   * The protocols that the server speaks; never empty. If the client's protocol is among them, the request is passed on as
   * it came. Otherwise it is translated to the first one that has a translation from the client's.
   */
  readonly protocols: readonly Protocol[];
}

/** `hold`: the answer is held until it is complete, so that failover is still possible if it breaks off. */
export type StreamRecovery = "none" | "hold";

/** `session`: requests of a session go to the target (and key) that answered it before, as long as that is healthy. */
export type Affinity = "none" | "session";

/** A backend reached over HTTP that speaks the OpenAI API. */
export interface HttpBackend extends BackendBase {
  readonly kind: "http";
  /** `type` in the config; may be the name of a preset. */
  readonly type: string;
  /** `https://api.openai.com`. This backend connects to nothing else. */
  readonly origin: string;
  /** The path before `/chat/completions`: `/v1`. Never ends in a slash. */
  readonly path: string;
  readonly keys: Keys;
  /** How the key is sent: `Authorization: Bearer KEY` or `api-key: KEY`. */
  readonly keyHeader: "authorization" | "api-key";
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The client headers that are forwarded in addition to the usual ones; left out if there are none. */
  readonly forwardHeaders?: readonly HeaderGlob[];
  /** The body field that carries `max_tokens` in chat completions. */
  readonly maxTokensField: "max_completion_tokens" | "max_tokens";
  /**
   * Whether a server that speaks `responses` stores the responses it creates, so that `previous_response_id` and
   * `/responses/{id}` work. If not, Turnout stores them.
   */
  readonly keepsResponses: boolean;
  /** Whether its chat completions support tools of the type `custom`; if not, they are sent as functions. */
  readonly customTools: boolean;
}

/** Names of headers, in lower case: what `*` stands for is left out between the pieces, `x-acme-*` is `["x-acme-", ""]`. */
export interface HeaderGlob {
  readonly pieces: readonly string[];
  /** Names that it includes and that are never forwarded, such as those of credentials, in pieces as well. */
  readonly except: readonly (readonly string[])[];
}

/** The Responses API of a ChatGPT subscription, with the login of the Codex CLI. */
export interface CodexBackend extends BackendBase {
  readonly kind: "codex";
  readonly type: "openai-codex";
  readonly protocols: readonly ["responses"];
  /** `https://chatgpt.com`. */
  readonly origin: string;
  /** The path before `/responses`: `/backend-api/codex`. Never ends in a slash. */
  readonly path: string;
  /** The complete URL for refreshing tokens, `https://auth.openai.com/oauth/token`. */
  readonly refreshUrl: string;
  /** Each file is one account and one instance: `codex.1`, `codex.2`, … Never empty. */
  readonly authFiles: readonly AuthFile[];
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The client headers that are forwarded in addition to the usual ones; left out if there are none. */
  readonly forwardHeaders?: readonly HeaderGlob[];
  /** The text of `instructions_file`, read by the build; null if there is none. */
  readonly instructions: string | null;
}

/** Where a ChatGPT login is stored. `at` is the config line that refers to it. */
export type AuthFile =
  /** `$CODEX_HOME/auth.json`, else `~/.codex/auth.json`. */
  | { readonly kind: "usual"; readonly at: string }
  /** A leading `~/` stands for the home folder. */
  | { readonly kind: "named"; readonly path: Text; readonly at: string };

/** Seconds; null means no limit. */
export interface Timeouts {
  /** TCP and TLS. */
  readonly connect: number;
  /** From the request to the headers of the answer. */
  readonly header: number | null;
  /** From the request to the last byte of the answer. */
  readonly total: number | null;
  /** From the request to the first generated token. */
  readonly firstToken: number | null;
  /** Between two pieces of a streamed answer. */
  readonly streamIdle: number | null;
  /** In a streamed answer, after everything that was asked for; 15 if it is left out. */
  readonly streamEnd?: number;
}

/** The built-in offline OpenAI. */
export interface MockBackend extends BackendBase {
  readonly kind: "mock";
  readonly type: "mock";
  readonly protocols: readonly ["chat"];
  /** Seconds between two words of a stream. */
  readonly wordDelay: number;
  /** The text of its answers; null echoes the last user message. */
  readonly reply: string | null;
  /**
   * Applied in order, one to a request; each applies to `times` requests (null: to all that follow); after that, requests
   * succeed.
   */
  readonly faults: readonly MockFault[];
}

export type MockFault = { readonly times: number | null } & (
  | {
      readonly kind: "status";
      readonly status: number;
      /** Seconds, sent as `Retry-After`. */
      readonly retryAfter: number | null;
      /** The error's `code`; null: the status's usual one. */
      readonly code: string | null;
    }
  /** Answers normally, but `seconds` later. */
  | { readonly kind: "delay"; readonly seconds: number }
  /** Breaks the connection after `words` words of the answer (0: before the headers). */
  | { readonly kind: "cut"; readonly words: number }
  /** Falls silent after `words` words of the answer (0: before the headers) and never ends. */
  | { readonly kind: "stall"; readonly words: number }
  /** A request in between that succeeds, so that a script can be "fail, succeed, fail". */
  | { readonly kind: "none" }
);

export type Backend = HttpBackend | CodexBackend | MockBackend;

/** One place to send a request to. */
export interface Target {
  readonly kind: "target";
  /** null: the default backend, which a flag of the server can set. */
  readonly backend: Backend | null;
  /** The pinned key, counted from 1; null if the keys rotate. */
  readonly instance: number | null;
  /** The model name that the upstream receives. */
  readonly model: string;
  /** Parameters that the config gives this target; null if there are none. */
  readonly params: Params | null;
  /** Other rules of the route to this target; null if there are none. */
  readonly rules: Rules | null;
  /** The config line that defines it. */
  readonly at: string;
}

/** What a branch's annotations, or its failover route, set for a target. What is left out is as in the backend. */
export interface Rules {
  /** Tokens: the target is skipped for larger requests. */
  readonly maxContext?: number;
  readonly timeouts?: Partial<Timeouts>;
  readonly streamRecovery?: StreamRecovery;
  readonly affinity?: Affinity;
}

/** Tried in order. */
export interface Failover {
  readonly kind: "failover";
  /** Where the group comes from: a selector's `|` (in an alias or from a client), or an entry of failover_routes. */
  readonly source: "selector" | "failover_routes";
  /**
   * The order of the branches' keys: `ordered`, all keys of a branch before the next branch; `k`, all keys of the first
   * branch and nothing else; `m`, one key of each branch; `mk`, one key of each branch, then the next key of each.
   */
  readonly policy: "ordered" | "k" | "m" | "mk";
  readonly branches: readonly Route[];
}

/** Tried in order, starting one further with each request. */
export interface Rotation {
  readonly kind: "rotation";
  /** The index of its counter: 0 … `CompiledRouter.rotations` − 1. */
  readonly counter: number;
  readonly branches: readonly Route[];
}

/** `A^B`: one branch is chosen at random by its weight; if it fails, another of the rest. Only at the top of a route. */
export interface Weighted {
  readonly kind: "weighted";
  readonly branches: readonly WeightedBranch[];
}

export interface WeightedBranch {
  readonly route: Route;
  /** Whole number ≥ 1. */
  readonly weight: number;
  /** Whether it takes a session's first request, whatever the weights. */
  readonly first: boolean;
}

/** `A!B`: all branches are tried at the same time, and the first meaningful output wins. Only at the top of a route. */
export interface Parallel {
  readonly kind: "parallel";
  readonly branches: readonly ParallelBranch[];
}

export interface ParallelBranch {
  readonly route: Route;
  /** Seconds ≥ 0: the branch with the largest handicap starts at once, the others later by the difference. */
  readonly handicap: number;
  /** Seconds until an attempt's first output; null: the target's own limit. */
  readonly ttftTimeout: number | null;
}

export type Route = Target | Failover | Rotation | Weighted | Parallel;

/** An entry of `GET /v1/models`. */
export interface ListedModel {
  readonly id: string;
  /** The backend's name, or "turnout" for aliases and failover routes. */
  readonly owned_by: string;
}

export interface Settings {
  readonly defaultBackend: string | null;
  /** Model strings, validated by the build. */
  readonly forceModel: string | null;
  readonly staticRoute: string | null;
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly maxBodyBytes: number;
    /** Of a body that has to be parsed, without its long texts; 8388608 if it is left out. */
    readonly maxParsedBodyBytes?: number;
    /** Of a body that has to be parsed; 250000 if it is left out. */
    readonly maxParsedValues?: number;
  };
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
    /** Seconds that a request waits at most for a rate limit to end, before it moves on instead. */
    readonly maxSilentWait: number;
    /** Seconds between two keep-alive comments to a waiting client. */
    readonly keepaliveInterval: number;
    /** Set if the config chooses the interval: then comments are also sent while a request only waits for a rate limit. */
    readonly keepaliveWhileWaiting?: true;
  };
}

/** What `endpoints` in the config may contain: the API's endpoints whose requests are routed. */
export type EndpointName = Protocol | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime";

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

/** What `routes.ts` exports as `router`. */
export interface CompiledRouter {
  /** In config order; `backends[i].index === i`. */
  readonly backends: readonly Backend[];
  readonly models: readonly ListedModel[];
  /** How many counters the rotations need. */
  readonly rotations: number;
  readonly settings: Settings;
  /**
   * The route of one branch of a client's model string, without its query: aliases first, then as `locate`. null: there is
   * none, because the name has the prefix of a key that its backend does not have.
   */
  readonly route: (name: string) => Route | null;
  /** Like `route`, but without aliases: failover_routes, model lists, backend prefix, default backend. */
  readonly locate: (name: string) => Route | null;
}
