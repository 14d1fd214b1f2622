// Made by `npm run generate` from schema/config.schema.json. Change that instead.

/**
 * Targets in the order they are tried: `{ policy, elements }`, or the list of elements alone. What else stands beside `elements` applies to each of its targets and wins over the backend's own.
 *
 * @minItems 1
 */
export type FailoverRoute =
  | {
      /**
       * How keys and elements take turns. `ordered`: as written, each with all its keys before the next. `km`: the same, spelled out. `round-robin`: as `ordered`, but each request starts one element further. `k`: all keys of the first element, and no other element. `m`: each element once, with one key. `mk`: each element with one key, then each with its next key, and so on.
       */
      policy?: "ordered" | "round-robin" | "k" | "m" | "km" | "mk";
      /**
       * Model strings, each with its own parameters if it needs them.
       *
       * @minItems 1
       *
       * Items: One target. `[max_context=N]` before it passes it over for requests of more than N tokens.
       */
      elements: [string, ...string[]];
      /**
       * Seconds that a whole request may take, for each target of this route; it wins over the backend's own. null for no limit.
       */
      timeout?: number | null;
      /**
       * Seconds until the connection must stand, for each target of this route; it wins over the backend's own.
       */
      connect_timeout?: number;
      /**
       * Seconds until the head of the answer must be there, for each target of this route; it wins over the backend's own. null for no limit of its own.
       */
      header_timeout?: number | null;
      /**
       * Seconds until a streamed answer must show its first generated token, for each target of this route; it wins over the backend's own. null for no limit.
       */
      first_token_timeout?: number | null;
      /**
       * Seconds that a streamed answer may pause between two pieces, for each target of this route; it wins over the backend's own. null for no limit.
       */
      stream_idle_timeout?: number | null;
      /**
       * `hold` keeps an answer back until it is whole, so that one that is cut can still be sought elsewhere; `none` passes it on as it comes. It wins over what each target's backend says.
       */
      stream_recovery?: "none" | "hold";
      /**
       * `session` keeps a session with the target that answered it; `none` does not. It wins over what each target's backend says.
       */
      affinity?: "none" | "session";
    }
  | [string, ...string[]];

/**
 * A Turnout config: the backends, and which of them answers which model name. `turnout build` compiles it into one server file.
 */
export interface Config {
  backends: Backends;
  /**
   * Where a bare model name goes when nothing else takes it.
   */
  default_backend?: string | null;
  /**
   * Replaces the model of every request; aliases are skipped.
   */
  force_model?: string | null;
  /**
   * Replaces the model of every request that names no backend.
   */
  static_route?: string | null;
  /**
   * `session` keeps a session with the target that answered it last, key included, while that is healthy: the prompt caches of upstreams pay for that. A session is named by the header x-session-id, or else by `session_id`, `prompt_cache_key` or `user` in the body. `none` routes each request by itself. A backend and a failover route may say otherwise for themselves.
   */
  affinity?: "none" | "session";
  /**
   * Rewriting rules for model names; the first that matches wins.
   */
  model_aliases?: Alias[];
  model_defaults?: ModelDefaults;
  failover_routes?: FailoverRoutes;
  failure_handling?: FailureHandling;
  resilience?: Resilience;
  /**
   * The environment variable that holds the URL of a Redis, as `${NAME}`; read when the server starts. Servers that name the same one share cooldowns, dead keys, circuit breakers and the turns of rotations. While it cannot be reached each server goes on alone, and so it does, with a warning at start, when the variable is not set. null keeps it all in memory.
   */
  state?: string | null;
  auth?: Authentication;
  logging?: Logging;
  /**
   * Which endpoints the server has; any other one gets a 404. `responses` includes all that is below `/v1/responses`, `images` and `audio` are served only with `passthrough`, `realtime` is for WebSockets. Models are always listed, and all other paths are what `passthrough` says. By default all of them.
   *
   * @minItems 1
   */
  endpoints?: [
    "chat" | "responses" | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime",
    ...("chat" | "responses" | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime")[]
  ];
  /**
   * Whether paths of the API that Turnout has no routing for (`/v1/files`, `/v1/batches`, `/v1/vector_stores` and every other below `/v1/`) go to the default backend as they come, with its key. false answers them with a 404 that says so.
   */
  passthrough?: boolean;
  server?: Server;
  /**
   * What must become of a model name; run by `check` and `build`.
   */
  tests?: RoutingTest[];
}
/**
 * The upstreams, by name. The name is what stands before the colon of a model string: `openai:gpt-4o`.
 */
export interface Backends {
  /**
   * As the key of the same name at the top.
   */
  default_backend?: string | null;
  [k: string]: Backend | string | null | undefined;
}
/**
 * One upstream that speaks the OpenAI API, or the built-in mock.
 */
export interface Backend {
  /**
   * What kind of upstream this is. Every type but `openai-compatible`, `azure-openai`, `openai-codex` and `mock` knows its base URL and the environment variable of its key. `openai-responses` is OpenAI by its Responses API, `openai-codex` by the ChatGPT login of the Codex CLI.
   */
  type:
    | "openai"
    | "openai-responses"
    | "openai-codex"
    | "openai-compatible"
    | "openrouter"
    | "groq"
    | "together"
    | "deepseek"
    | "mistral"
    | "xai"
    | "ollama"
    | "vllm"
    | "lmstudio"
    | "azure-openai"
    | "mock";
  /**
   * Where the API starts: what comes before `/chat/completions`. Fixed at build time, so it cannot contain an environment variable. The default, and null, is the type's own.
   */
  base_url?: string | null;
  /**
   * Another name of `base_url`.
   */
  api_url?: string | null;
  /**
   * The only protocol that the upstream is asked in, short for a list of one in `protocols`. Only for `openai-compatible` and the services that are presets of it. Not beside `protocols`.
   */
  protocol?: "chat" | "responses";
  /**
   * What the upstream speaks: `chat` is `/chat/completions`, `responses` is `/responses`. A client's own protocol is used where it is in the list, and its request goes up as it came; any other client is translated to the first one that its protocol can be translated to. The default goes by the type: both for `openai`, `azure-openai` and `xai`, `responses` for `openai-responses`, `chat` for every other. Not for `openai-codex` and `mock`.
   *
   * @minItems 1
   */
  protocols?: ["chat" | "responses", ...("chat" | "responses")[]];
  /**
   * Where the Codex CLI keeps the ChatGPT login: a path, in which `${NAME}` stands for an environment variable and `~/` in front for the home folder; read, watched and renewed while the server runs. Another path is taken from the folder that the server starts in. The default, and null, is `$CODEX_HOME/auth.json`, else `~/.codex/auth.json`. Only for the type `openai-codex`; `codex login` writes it.
   */
  auth_file?: string | null;
  /**
   * Several ChatGPT logins in place of `auth_file`, used in turn as keys are. Each is an instance: `codex.1`, `codex.2` and so on. Only for the type `openai-codex`.
   *
   * @minItems 1
   *
   * Items: One path, as in `auth_file`.
   */
  auth_files?: [string, ...string[]];
  /**
   * A text, at most 1 MiB of UTF-8, that becomes the `instructions` of a request that brings none: the upstream takes no request without them. The path is relative to the config's folder; the text is read at build and becomes part of server.mjs. null is none. Only for the type `openai-codex`.
   */
  instructions_file?: string | null;
  /**
   * Where tokens are renewed: a whole URL, fixed at build time. The default, and null, is OpenAI's, https://auth.openai.com/oauth/token. Only for the type `openai-codex`.
   */
  refresh_url?: string | null;
  /**
   * The environment variable that holds the key, as `${NAME}`; read when the server starts. The default is the type's own, such as `${OPENAI_API_KEY}`. null sends no key.
   */
  api_key?: string | null;
  /**
   * Several keys, used in turn: a list of `${NAME}`, or `${PREFIX_*}` for every PREFIX_1 to PREFIX_99 that is set when the server starts. Each key is an instance, `openai.1`, `openai.2` and so on. An `api_key` beside a list is the first of them.
   *
   * @minItems 1
   */
  api_keys?: [string, ...string[]] | string;
  /**
   * Sent as the header OpenAI-Organization.
   */
  organization?: string | null;
  /**
   * Sent as the header OpenAI-Project.
   */
  project?: string | null;
  /**
   * What a bare model name may resolve to, and what /v1/models lists.
   *
   * Items: A model's name, as the upstream knows it.
   */
  models?: string[];
  /**
   * Seconds that a whole request may take, from its start to the last byte of the answer; null for no limit.
   */
  timeout?: number | null;
  /**
   * Seconds until the connection, TLS included, must stand.
   */
  connect_timeout?: number;
  /**
   * Seconds until the head of the answer, its status and headers, must be there; null for no limit of its own, so that `timeout` alone applies.
   */
  header_timeout?: number | null;
  /**
   * Seconds until a streamed answer must show its first generated token; null for no limit. Answers that are not streamed have no first token.
   */
  first_token_timeout?: number | null;
  /**
   * Seconds that a streamed answer may pause between two pieces; null for no limit.
   */
  stream_idle_timeout?: number | null;
  /**
   * `hold` keeps an answer back until it is whole, so that one that is cut can still be sought elsewhere; a waiting stream gets keep-alive comments meanwhile. `none` passes it on as it comes.
   */
  stream_recovery?: "none" | "hold";
  /**
   * `session` keeps a session with this backend, on the same key, once it has answered and while it is healthy. The default is the `affinity` at the top of the config.
   */
  affinity?: "none" | "session";
  context_windows?: ContextWindows;
  headers?: Headers;
  extra?: BackendParameters;
  mock?: MockScript;
}
/**
 * Tokens that fit into a model, prompt and answer together, by the model's name. A request that is larger passes the model over; a model that is not listed takes any request.
 */
export interface ContextWindows {
  /**
   * Tokens.
   */
  [k: string]: number;
}
/**
 * Extra request headers. A value may contain `${NAME}`.
 */
export interface Headers {
  /**
   * Text, in which `${NAME}` stands for an environment variable.
   */
  [k: string]: string;
}
/**
 * Parameters for every request to this backend: defaults, and `forced_` values that nothing overrides.
 */
export interface BackendParameters {
  /**
   * Sampling temperature, from 0 to 2.
   */
  temperature?: number;
  /**
   * Share of the probability mass to sample from, from 0 to 1.
   */
  top_p?: number;
  /**
   * How many of the likeliest tokens to sample from; 1 or more.
   */
  top_k?: number;
  /**
   * Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.
   */
  max_tokens?: number;
  /**
   * How long a reasoning model may think.
   */
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * How long answers should be.
   */
  verbosity?: "low" | "medium" | "high";
  /**
   * Makes sampling repeatable where the upstream can.
   */
  seed?: number;
  /**
   * The upstream's processing tier.
   */
  service_tier?: string;
  /**
   * Penalty on tokens that have appeared, from -2 to 2.
   */
  presence_penalty?: number;
  /**
   * Penalty on tokens by how often they have appeared, from -2 to 2.
   */
  frequency_penalty?: number;
  /**
   * As `temperature`, but nothing overrides it: neither the request nor the model string.
   */
  forced_temperature?: number;
  /**
   * As `top_p`, but nothing overrides it: neither the request nor the model string.
   */
  forced_top_p?: number;
  /**
   * As `top_k`, but nothing overrides it: neither the request nor the model string.
   */
  forced_top_k?: number;
  /**
   * As `max_tokens`, but nothing overrides it: neither the request nor the model string.
   */
  forced_max_tokens?: number;
  /**
   * As `reasoning_effort`, but nothing overrides it: neither the request nor the model string.
   */
  forced_reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * As `verbosity`, but nothing overrides it: neither the request nor the model string.
   */
  forced_verbosity?: "low" | "medium" | "high";
  /**
   * As `seed`, but nothing overrides it: neither the request nor the model string.
   */
  forced_seed?: number;
  /**
   * As `service_tier`, but nothing overrides it: neither the request nor the model string.
   */
  forced_service_tier?: string;
  /**
   * As `presence_penalty`, but nothing overrides it: neither the request nor the model string.
   */
  forced_presence_penalty?: number;
  /**
   * As `frequency_penalty`, but nothing overrides it: neither the request nor the model string.
   */
  forced_frequency_penalty?: number;
}
/**
 * How the built-in offline OpenAI answers. Only for the type `mock`.
 */
export interface MockScript {
  /**
   * Seconds between two words of a streamed answer.
   */
  word_delay?: number;
  /**
   * What it says; null echoes the last user message.
   */
  reply?: string | null;
  /**
   * A script, played one entry a request; after it requests go well.
   */
  faults?: Fault[];
}
/**
 * Exactly one of `status`, `delay`, `cut`, `stall` and `ok`, and how often.
 */
export interface Fault {
  /**
   * Answers with this HTTP status and an OpenAI-shaped error.
   */
  status?: number;
  /**
   * Seconds, sent as the Retry-After header of a `status` fault.
   */
  retry_after?: number;
  /**
   * The `code` in the error of a `status` fault; the default is the usual one of the status.
   */
  code?: string;
  /**
   * Answers well, this many seconds late.
   */
  delay?: number;
  /**
   * Breaks the connection after this many words; 0 is before the headers.
   */
  cut?: number;
  /**
   * Falls silent after this many words and never ends; 0 is before the headers.
   */
  stall?: number;
  /**
   * A request in between that goes well.
   */
  ok?: true;
  /**
   * How many requests this entry stands for; null for all that follow.
   */
  times?: number | null;
}
/**
 * One rewriting rule.
 */
export interface Alias {
  /**
   * A regular expression that must match from the start of the model name, its query left off. Python's `(?P<name>…)` works.
   */
  pattern: string;
  /**
   * The model string that takes the whole name's place; `\1`, `\g<1>` and `\g<name>` stand for groups of the pattern.
   */
  replacement: string;
}
/**
 * Parameters by `backend:model` or by bare model name; they win over a backend's `extra`, and a request wins over them.
 */
export interface ModelDefaults {
  [k: string]: Parameters;
}
/**
 * Parameters of a model.
 */
export interface Parameters {
  /**
   * Sampling temperature, from 0 to 2.
   */
  temperature?: number;
  /**
   * Share of the probability mass to sample from, from 0 to 1.
   */
  top_p?: number;
  /**
   * How many of the likeliest tokens to sample from; 1 or more.
   */
  top_k?: number;
  /**
   * Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.
   */
  max_tokens?: number;
  /**
   * How long a reasoning model may think.
   */
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * How long answers should be.
   */
  verbosity?: "low" | "medium" | "high";
  /**
   * Makes sampling repeatable where the upstream can.
   */
  seed?: number;
  /**
   * The upstream's processing tier.
   */
  service_tier?: string;
  /**
   * Penalty on tokens that have appeared, from -2 to 2.
   */
  presence_penalty?: number;
  /**
   * Penalty on tokens by how often they have appeared, from -2 to 2.
   */
  frequency_penalty?: number;
}
/**
 * Lists of targets by model name: when one fails, the next is tried. The name `*` takes every bare name that has no route of its own.
 */
export interface FailoverRoutes {
  [k: string]: FailoverRoute;
}
/**
 * What to do when an upstream fails.
 */
export interface FailureHandling {
  /**
   * Whether a failed request is tried again at all.
   */
  enabled?: boolean;
  /**
   * How often one target is tried again before the next.
   */
  retries?: number;
  /**
   * Seconds before the same target is tried again, when the upstream does not say.
   */
  min_retry_wait?: number;
  /**
   * Seconds that a request waits at most for a rate limit to pass, when the upstream says how long that takes. A longer one leaves the target alone until then, and the request moves on to the next.
   */
  max_silent_wait?: number;
  /**
   * Seconds from a request's arrival in which its attempts may begin: no wait that would end later, and no other target after it. An attempt that runs is ended by the time limits of its target; where there is another target, one that sends no head of an answer has two thirds of what is left.
   */
  total_timeout_budget?: number;
  /**
   * Seconds between two comments that keep a client's stream open while it waits for the first token.
   */
  keepalive_interval?: number;
  /**
   * How often one request may move on to another target.
   */
  max_failover_hops?: number;
}
/**
 * What is remembered about failing targets between requests.
 */
export interface Resilience {
  circuit_breaker?: CircuitBreaker;
}
/**
 * Puts a target behind all others for a while after it failed several times in a row. It is still tried when nothing else is left.
 */
export interface CircuitBreaker {
  /**
   * Whether failures are counted at all. Rate limits and dead keys are remembered either way.
   */
  enabled?: boolean;
  /**
   * Failures in a row that open a target's circuit.
   */
  failure_threshold?: number;
  /**
   * Seconds that a circuit stays open before a request may try the target again.
   */
  open_cooldown_seconds?: number;
  /**
   * Trial requests in a row that must go well to close the circuit.
   */
  half_open_success_threshold?: number;
  /**
   * Trial requests at a time; the others go elsewhere meanwhile.
   */
  half_open_max_inflight?: number;
}
/**
 * Who may use the server.
 */
export interface Authentication {
  /**
   * false leaves the server open to whoever can reach it.
   */
  enabled?: boolean;
  /**
   * Environment variables that hold the keys clients may use, each as `${NAME}`. Clients send one as `Authorization: Bearer KEY`. TURNOUT_API_KEY counts too.
   *
   * Items: One key, as `${NAME}`.
   */
  api_keys?: string[];
  /**
   * Addresses that need no key.
   *
   * Items: An IP address or a CIDR block.
   */
  trusted_ips?: string[];
  brute_force_protection?: BruteForceProtection;
}
/**
 * Blocks addresses that guess keys.
 */
export interface BruteForceProtection {
  /**
   * Whether addresses are blocked.
   */
  enabled?: boolean;
  /**
   * Wrong keys before a block.
   */
  max_failed_attempts?: number;
  /**
   * Seconds that a wrong key is remembered.
   */
  ttl_seconds?: number;
  /**
   * Seconds of the first block.
   */
  initial_block_seconds?: number;
  /**
   * How much longer each further block is.
   */
  block_multiplier?: number;
  /**
   * Seconds of the longest block.
   */
  max_block_seconds?: number;
}
/**
 * What the server writes down.
 */
export interface Logging {
  /**
   * The least important lines that are still written.
   */
  level?: "debug" | "info" | "warn" | "error" | "silent";
  /**
   * Where every request and answer is recorded, as JSON lines with secrets left out: what clients send and get, and what upstreams are sent and answer. null records nothing.
   */
  capture_file?: string | null;
  /**
   * Bytes after which the capture file is set aside and a new one begun.
   */
  capture_max_bytes?: number;
  /**
   * Most full capture files that are kept beside the one being written; the oldest go first.
   */
  capture_max_files?: number;
  /**
   * Most bytes of all capture files together; the oldest go first.
   */
  capture_total_max_bytes?: number;
  /**
   * Seconds between two writes to the capture file.
   */
  capture_flush_interval?: number;
}
/**
 * Where the server listens. Its flags and PORT and HOST win over this.
 */
export interface Server {
  /**
   * The address to listen on. Any but a loopback address needs client keys.
   */
  host?: string;
  /**
   * The port to listen on; 0 takes any free one.
   */
  port?: number;
  /**
   * Most bytes of a request's body.
   */
  max_body_bytes?: number;
}
/**
 * A model string and the targets it must lead to, in order.
 */
export interface RoutingTest {
  /**
   * What the test is called when it fails.
   */
  name?: string;
  /**
   * What a client asks for.
   */
  model: string;
  /**
   * `backend:model` of each attempt in order; one alone needs no list.
   *
   * @minItems 1
   */
  expect: string | [string, ...string[]];
}
