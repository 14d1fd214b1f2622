// Made by `npm run generate` from schema/config.schema.json. Change that instead.

/**
 * Targets in the order in which they are tried: `{ policy, elements }`, or just the list of elements. Other keys beside `elements` apply to each of the targets and override the backend's.
 *
 * @minItems 1
 */
export type FailoverRoute =
  | {
      /**
       * The order of elements and keys. `ordered`: as written, all keys of an element before the next element. `km`: another name for `ordered`. `round-robin`: like `ordered`, but each request starts one element further. `k`: only the keys of the first element. `m`: each element once, with one key. `mk`: each element with one key, then each with its next key, and so on.
       */
      policy?: "ordered" | "round-robin" | "k" | "m" | "km" | "mk";
      /**
       * Model strings, with parameters if needed.
       *
       * @minItems 1
       *
       * Items: One target. With `[max_context=N]` in front, it is skipped for requests of more than N tokens. With `[on=KIND]`, it only follows such a failure of the target before it: `context`, `content_filter`, `rate_limit`, `quota`, `auth`, `not_found`, `unprocessable`, `timeout`, `connection`, `server_error`; several are joined by `+`.
       */
      elements: [string, ...string[]];
      /**
       * Seconds for a whole attempt, for each target of this route; overrides the backend's. null for no limit.
       */
      timeout?: number | null;
      /**
       * Seconds until the connection has to be established, for each target of this route; overrides the backend's.
       */
      connect_timeout?: number;
      /**
       * Seconds until the response headers have to arrive, for each target of this route; overrides the backend's. With null only `timeout` applies.
       */
      header_timeout?: number | null;
      /**
       * Seconds until the first output of a streamed answer has to arrive, for each target of this route; overrides the backend's. null for no limit.
       */
      first_token_timeout?: number | null;
      /**
       * Seconds that a streamed answer can pause between two pieces, for each target of this route; overrides the backend's. null for no limit.
       */
      stream_idle_timeout?: number | null;
      /**
       * Seconds that a streamed answer can pause after all that was asked for, without an end of its own; then it ends well. At most `stream_idle_timeout`. For each target of this route; overrides the backend's.
       */
      stream_end_timeout?: number;
      /**
       * `hold` buffers an answer until it is complete, so that the request can still fail over if it breaks off; `none` passes it on as it arrives. Overrides the backend's setting.
       */
      stream_recovery?: "none" | "hold";
      /**
       * `session` keeps a session with the target that answered it; `none` does not. Overrides the backend's setting.
       */
      affinity?: "none" | "session";
      body?: BodyFields3;
      body_from_headers?: BodyFieldsFromHeaders3;
      /**
       * Body fields that are never sent to the targets of this route, by name.
       *
       * Items: The name of a field at the top of the body.
       */
      drop?: string[];
    }
  | [string, ...string[]];

/**
 * A Turnout config: the backends, and which of them answers which model name. `turnout build` compiles it into one server file.
 */
export interface Config {
  backends: Backends;
  /**
   * The backend that serves model names without a backend that nothing else matches.
   */
  default_backend?: string | null;
  /**
   * Replaces the model of every request; aliases are not applied.
   */
  force_model?: string | null;
  /**
   * Replaces the model of every request that names no backend.
   */
  static_route?: string | null;
  /**
   * `session` keeps a session with the target and key that answered it last, as long as that target is healthy. This makes use of the prompt caches of upstreams. A session is identified by the header x-session-id, or else by `session_id`, `prompt_cache_key` or `user` in the body. `none` routes each request independently. Backends and failover routes can override this.
   */
  affinity?: "none" | "session";
  /**
   * Rules that replace model names; the first rule that matches wins.
   */
  model_aliases?: Alias[];
  model_defaults?: ModelDefaults;
  failover_routes?: FailoverRoutes;
  failure_handling?: FailureHandling;
  resilience?: Resilience;
  /**
   * The environment variable that holds the URL of a Redis server, as `${NAME}`; read at start-up. Servers that use the same Redis share cooldowns, dead keys, open circuits, rotations and stored responses. While Redis is unavailable, each server works on its own; so does a server whose variable is not set, which logs a warning at start-up. null keeps the state in memory.
   */
  state?: string | null;
  auth?: Authentication;
  logging?: Logging;
  /**
   * The endpoints that the server has; the others get a 404. `responses` includes all paths below `/v1/responses`; `images` and `audio` also need `passthrough`; `realtime` is for WebSockets. Models are always listed, and `passthrough` decides about all other paths. The default is all endpoints.
   *
   * @minItems 1
   */
  endpoints?: [
    "chat" | "responses" | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime",
    ...("chat" | "responses" | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime")[]
  ];
  /**
   * Whether API paths that Turnout has no routing for (`/v1/files`, `/v1/batches`, `/v1/vector_stores` and every other path below `/v1/`) are forwarded unchanged to the default backend, with its key. If false, they get a 404 that mentions this setting.
   */
  passthrough?: boolean;
  server?: Server;
  /**
   * Tests of where model strings lead; run by `check` and `build`.
   */
  tests?: RoutingTest[];
}
/**
 * The upstreams, by name. The name is what stands before the colon of a model string: `openai:gpt-4o`.
 */
export interface Backends {
  /**
   * The same as `default_backend` at the top level.
   */
  default_backend?: string | null;
  [k: string]: Backend | string | null | undefined;
}
/**
 * One upstream that speaks the OpenAI API, or the built-in mock.
 */
export interface Backend {
  /**
   * The kind of upstream. Every type except `openai-compatible`, `azure-openai`, `openai-codex` and `mock` has a default base URL and a default environment variable for its key. `openai-responses` is OpenAI with the Responses API only; `openai-codex` uses the ChatGPT login of the Codex CLI.
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
   * The URL of the API up to but not including `/chat/completions`. With `origins` beside it, it can contain environment variables as `${NAME}`, read at start-up; a URL without a path then gets that of the type. Without `origins` it is fixed at build time. The default (or null) is the type's own URL.
   */
  base_url?: string | null;
  /**
   * Another name for `base_url`.
   */
  api_url?: string | null;
  /**
   * The only origins that a `base_url` with environment variables can lead to: scheme, host, and port unless it is the usual one. A host can start with `*.`, which stands for one or more labels; the port can be `*`. With a URL of any other origin the server does not start. Needed if `base_url` has variables, an error if it has none.
   *
   * @minItems 1
   *
   * Items: An origin, or a pattern of origins.
   */
  origins?: [string, ...string[]];
  /**
   * The version of Azure's older API, `YYYY-MM-DD` or `YYYY-MM-DD-preview`. Requests then go to `/openai/deployments/MODEL/chat/completions?api-version=…`, where the model is the name of a deployment, and `base_url` is the resource, without a path. By default the URL is that of the API without versions, `https://NAME.openai.azure.com/openai/v1`. Only for the type `azure-openai`.
   */
  api_version?: string;
  /**
   * The only protocol of the upstream; short for a list of one in `protocols`. Only for `openai-compatible` and its presets. It cannot be combined with `protocols`.
   */
  protocol?: "chat" | "responses";
  /**
   * The protocols of the upstream: `chat` is `/chat/completions`, `responses` is `/responses`. If the client's protocol is in the list, its request is forwarded unchanged. Otherwise it is translated to the first protocol in the list for which there is a translation. The default depends on the type: both for `openai`, `azure-openai` (`chat` with an `api_version` before 2025-03-01) and `xai`, `responses` for `openai-responses`, `chat` for all others. Not for `openai-codex` and `mock`.
   *
   * @minItems 1
   */
  protocols?: ["chat" | "responses", ...("chat" | "responses")[]];
  /**
   * The file in which the Codex CLI keeps the ChatGPT login, written by `codex login`. In the path, `${NAME}` stands for an environment variable and a leading `~/` for the home folder; other relative paths start at the folder in which the server is started. The server reads, watches and refreshes the login. The default (or null) is `$CODEX_HOME/auth.json`, or else `~/.codex/auth.json`. Only for the type `openai-codex`.
   */
  auth_file?: string | null;
  /**
   * Several ChatGPT logins instead of one `auth_file`, used in rotation as keys are. Each is an instance: `codex.1`, `codex.2` and so on. Only for the type `openai-codex`.
   *
   * @minItems 1
   *
   * Items: One path, as in `auth_file`.
   */
  auth_files?: [string, ...string[]];
  /**
   * A text file (UTF-8, up to 1 MiB) that becomes the `instructions` of requests that have none, because the upstream requires them. The path is relative to the folder of the config; the text is read at build time and becomes part of server.mjs. null means no file. Only for the type `openai-codex`.
   */
  instructions_file?: string | null;
  /**
   * The URL at which tokens are refreshed, fixed at build time. The default (or null) is OpenAI's, https://auth.openai.com/oauth/token. Only for the type `openai-codex`.
   */
  refresh_url?: string | null;
  /**
   * The environment variable that holds the key, as `${NAME}`; read at start-up. The default is the type's own variable, such as `${OPENAI_API_KEY}`. null sends no key.
   */
  api_key?: string | null;
  /**
   * Several keys, used in rotation: a list of `${NAME}`, or `${PREFIX_*}` for all of PREFIX_1 to PREFIX_99 that are set at start-up. Each key is an instance: `openai.1`, `openai.2` and so on. If `api_key` is set as well, it is the first of them.
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
   * The models that clients can use without naming the backend, and that /v1/models lists.
   *
   * Items: The name of a model, as the upstream knows it.
   */
  models?: string[];
  /**
   * Seconds for a whole attempt, from sending the request to the last byte of the answer; null for no limit. Raise it for long streams.
   */
  timeout?: number | null;
  /**
   * Seconds until the connection has to be established, TLS included.
   */
  connect_timeout?: number;
  /**
   * Seconds until the response headers have to arrive; with null only `timeout` applies.
   */
  header_timeout?: number | null;
  /**
   * Seconds until the first output of a streamed answer has to arrive; null for no limit. It does not apply to answers that are not streamed.
   */
  first_token_timeout?: number | null;
  /**
   * Seconds that a streamed answer can pause between two pieces; null for no limit.
   */
  stream_idle_timeout?: number | null;
  /**
   * Seconds that a streamed answer can pause after all that was asked for (every choice, and its usage if that was requested), without an end of its own; then it ends well. At most `stream_idle_timeout`.
   */
  stream_end_timeout?: number;
  /**
   * `hold` buffers an answer until it is complete, so that the request can still fail over if it breaks off; a waiting stream gets keep-alive comments. `none` passes it on as it arrives.
   */
  stream_recovery?: "none" | "hold";
  /**
   * `session` keeps a session with this backend and the key that answered it last, as long as they are healthy. The default is `affinity` at the top level.
   */
  affinity?: "none" | "session";
  context_windows?: ContextWindows;
  headers?: Headers;
  /**
   * Names of client headers that are forwarded in addition to the usual ones. `*` stands for any characters. Headers with credentials, and those of proxies and browsers, are never forwarded.
   *
   * Items: A name, or a pattern with `*`.
   */
  forward_headers?: string[];
  /**
   * A file of certificates in PEM form (up to 1 MiB), for a server whose certificate no public authority has signed. Only they are trusted for this backend. The path is relative to the folder of the config; the certificates are read at build time and become part of server.mjs. null means the authorities that Node knows, and those in NODE_EXTRA_CA_CERTS.
   */
  ca_file?: string | null;
  extra?: BackendParameters;
  body?: BodyFields;
  body_from_headers?: BodyFieldsFromHeaders;
  /**
   * Body fields that are never sent, by name; or `unsupported` for the fields of chat completions that servers of the backend's type are known to refuse: `logprobs` and `logit_bias` at Groq, `stream_options`, `seed`, `user` and others at Mistral, fields of other vendors at OpenAI.
   */
  drop?: string[] | string;
  mock?: MockScript;
}
/**
 * The context window of models in tokens, prompt and answer together, by model name. A model is skipped for requests that are larger; a model that is not listed accepts every request.
 */
export interface ContextWindows {
  /**
   * Tokens.
   */
  [k: string]: number;
}
/**
 * Headers that are sent with every request. A value can contain `${NAME}`.
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
   * How much effort a reasoning model spends.
   */
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * How long answers should be.
   */
  verbosity?: "low" | "medium" | "high";
  /**
   * Makes sampling repeatable, if the upstream supports it.
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
 * Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in `extra`. `model`, `messages`, `input` and `stream` cannot be set.
 */
export interface BodyFields {
  /**
   * Any JSON value.
   */
  [k: string]: string | number | boolean | null | {} | unknown[];
}
/**
 * Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.
 */
export interface BodyFieldsFromHeaders {
  /**
   * The name of a header of the client's request, in upper or lower case.
   */
  [k: string]: string;
}
/**
 * How the built-in mock answers. Only for the type `mock`.
 */
export interface MockScript {
  /**
   * Seconds between the words of a streamed answer.
   */
  word_delay?: number;
  /**
   * The text of the answer; null repeats the last user message.
   */
  reply?: string | null;
  /**
   * A script of faults, one entry per request; requests after the last entry succeed.
   */
  faults?: Fault[];
}
/**
 * Exactly one of `status`, `delay`, `cut`, `stall` and `ok`, and how many times.
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
   * The `code` in the error of a `status` fault; the default is the usual code for the status.
   */
  code?: string;
  /**
   * Answers correctly, but this many seconds late.
   */
  delay?: number;
  /**
   * Closes the connection after this many words; 0 closes it before the headers.
   */
  cut?: number;
  /**
   * Goes silent after this many words and never ends; 0 sends no headers.
   */
  stall?: number;
  /**
   * A request that succeeds.
   */
  ok?: true;
  /**
   * How many requests this entry applies to; null for all that follow.
   */
  times?: number | null;
}
/**
 * One rule.
 */
export interface Alias {
  /**
   * A regular expression, as Python's `re.match` reads it: it has to match from the start of the model name, without its parameters, but not to its end. Syntax errors, and the few constructs that Turnout cannot match, are build errors.
   */
  pattern: string;
  /**
   * The model string that replaces the whole name; `\1`, `\g<1>` and `\g<name>` stand for groups of the pattern.
   */
  replacement: string;
  body?: BodyFields1;
  body_from_headers?: BodyFieldsFromHeaders1;
  /**
   * Body fields that are never sent for the names that the pattern matches, by name.
   *
   * Items: The name of a field at the top of the body.
   */
  drop?: string[];
}
/**
 * Body fields for chat completions and responses, of any name and value, sent for the names that the pattern matches, unless the client sends a field of that name. They come before those of a failover route, a model and a backend. Parameters such as `temperature` belong in the replacement, as in `openai:gpt-4o?temperature=0.2`. `model`, `messages`, `input` and `stream` cannot be set.
 */
export interface BodyFields1 {
  /**
   * Any JSON value.
   */
  [k: string]: string | number | boolean | null | {} | unknown[];
}
/**
 * Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.
 */
export interface BodyFieldsFromHeaders1 {
  /**
   * The name of a header of the client's request, in upper or lower case.
   */
  [k: string]: string;
}
/**
 * Default parameters, body fields and timeouts by `backend:model` or by model name. They override a backend's `extra` and timeouts; fields of the request override parameters, and timeouts of a failover route override timeouts.
 */
export interface ModelDefaults {
  [k: string]: DefaultsOfAModel;
}
/**
 * Defaults for one model.
 */
export interface DefaultsOfAModel {
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
   * How much effort a reasoning model spends.
   */
  reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * How long answers should be.
   */
  verbosity?: "low" | "medium" | "high";
  /**
   * Makes sampling repeatable, if the upstream supports it.
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
   * Seconds for a whole attempt, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.
   */
  timeout?: number | null;
  /**
   * Seconds until the connection has to be established, for this model; overrides the backend's, and a failover route's overrides it.
   */
  connect_timeout?: number;
  /**
   * Seconds until the response headers have to arrive, for this model; overrides the backend's, and a failover route's overrides it. With null only `timeout` applies.
   */
  header_timeout?: number | null;
  /**
   * Seconds until the first output of a streamed answer has to arrive, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.
   */
  first_token_timeout?: number | null;
  /**
   * Seconds that a streamed answer can pause between two pieces, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.
   */
  stream_idle_timeout?: number | null;
  /**
   * Seconds that a streamed answer can pause after all that was asked for, without an end of its own; then it ends well. At most `stream_idle_timeout`. For this model; overrides the backend's, and a failover route's overrides it.
   */
  stream_end_timeout?: number;
  body?: BodyFields2;
  body_from_headers?: BodyFieldsFromHeaders2;
  /**
   * Body fields that are never sent to this model, in addition to those that the backend drops. `unsupported` as in the backend.
   */
  drop?: string[] | string;
}
/**
 * Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in the keys beside it. `model`, `messages`, `input` and `stream` cannot be set.
 */
export interface BodyFields2 {
  /**
   * Any JSON value.
   */
  [k: string]: string | number | boolean | null | {} | unknown[];
}
/**
 * Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.
 */
export interface BodyFieldsFromHeaders2 {
  /**
   * The name of a header of the client's request, in upper or lower case.
   */
  [k: string]: string;
}
/**
 * Lists of targets by model name: if one fails, the next is tried. The name `*` stands for every name without a backend that has no route of its own.
 */
export interface FailoverRoutes {
  [k: string]: FailoverRoute;
}
/**
 * Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in the elements, as in `openai:gpt-4o?temperature=0.2`. `model`, `messages`, `input` and `stream` cannot be set.
 */
export interface BodyFields3 {
  /**
   * Any JSON value.
   */
  [k: string]: string | number | boolean | null | {} | unknown[];
}
/**
 * Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.
 */
export interface BodyFieldsFromHeaders3 {
  /**
   * The name of a header of the client's request, in upper or lower case.
   */
  [k: string]: string;
}
/**
 * What to do when an upstream fails.
 */
export interface FailureHandling {
  /**
   * Whether failed requests are retried and fail over. If false, the client gets the first error.
   */
  enabled?: boolean;
  /**
   * How many times one target is retried before the next is tried.
   */
  retries?: number;
  /**
   * Seconds before the same target is retried, if the upstream does not say how long to wait.
   */
  min_retry_wait?: number;
  /**
   * The longest time in seconds that a request waits because an upstream's rate limit asks for it. If the upstream asks for more, the target cools down for that time and the request goes to the next target.
   */
  max_silent_wait?: number;
  /**
   * Seconds from the arrival of a request in which attempts can be started: no wait that would end later, and no further target after that. A running attempt is ended only by the time limits of its target. If there is another target, an attempt has two thirds of the remaining budget until its response headers.
   */
  total_timeout_budget?: number;
  /**
   * Seconds between two comments that keep a client's stream open while it waits for its first output. If set, they are also sent while a request only waits for a rate limit: then the client gets a status of 200 whatever follows.
   */
  keepalive_interval?: number;
  /**
   * How many times one request can move to another target or key.
   */
  max_failover_hops?: number;
  /**
   * How many requests to upstreams one request can cause, with its retries, its failover and all branches of `A!B`.
   */
  max_attempts?: number;
}
/**
 * How targets that keep failing are treated.
 */
export interface Resilience {
  circuit_breaker?: CircuitBreaker;
}
/**
 * Tries a target after all others for a while if it has failed several times in a row. It is still tried if it is the only one left.
 */
export interface CircuitBreaker {
  /**
   * Whether failures are counted. Cooldowns and dead keys apply in any case.
   */
  enabled?: boolean;
  /**
   * Failures in a row that open a target's circuit.
   */
  failure_threshold?: number;
  /**
   * Seconds that a circuit stays open before a request tries the target again.
   */
  open_cooldown_seconds?: number;
  /**
   * Trial requests in a row that have to succeed to close the circuit.
   */
  half_open_success_threshold?: number;
  /**
   * Trial requests at the same time; other requests go to other targets until the circuit is closed.
   */
  half_open_max_inflight?: number;
}
/**
 * Who may use the server.
 */
export interface Authentication {
  /**
   * false lets everyone use the server who can reach it.
   */
  enabled?: boolean;
  /**
   * Environment variables that hold the keys of clients, each as `${NAME}`. Clients send one as `Authorization: Bearer KEY`. The key in TURNOUT_API_KEY is accepted too.
   *
   * Items: One key, as `${NAME}`.
   */
  api_keys?: string[];
}
/**
 * What the server logs and records.
 */
export interface Logging {
  /**
   * The lowest level that is logged.
   */
  level?: "debug" | "info" | "warn" | "error" | "silent";
  /**
   * The file that records all traffic with clients and upstreams as JSON lines, with secrets removed. null records nothing.
   */
  capture_file?: string | null;
  /**
   * Bytes after which the capture file is rotated.
   */
  capture_max_bytes?: number;
  /**
   * The number of rotated capture files that are kept; the oldest are deleted first.
   */
  capture_max_files?: number;
  /**
   * The total size of all capture files in bytes; the oldest are deleted first.
   */
  capture_total_max_bytes?: number;
  /**
   * Seconds between writes to the capture file.
   */
  capture_flush_interval?: number;
}
/**
 * Where the server listens. Its flags, PORT and HOST override this.
 */
export interface Server {
  /**
   * The address to listen on, or `${NAME}` for a variable that holds it; if that is unset, the default counts. Any address other than loopback requires client keys.
   */
  host?: string;
  /**
   * The port to listen on, or `${NAME}` for a variable that holds it; if that is unset, the default counts. 0 takes any free one.
   */
  port?: number | string;
  /**
   * The largest request body in bytes.
   */
  max_body_bytes?: number;
  /**
   * Seconds that a client's connection may be idle before the server closes it. It should be longer than that of the load balancer or connection pool in front, which otherwise sends requests over connections that are being closed: those of nginx and AWS wait 60 seconds.
   */
  keep_alive_timeout?: number;
  /**
   * How much of the routing language clients may write as their model. `full`: all of it. `targets`: one target, such as `openai:gpt-4o?temperature=0.2`, but no group (`A|B`, `A^B`, `A!B`) and no annotation. `names`: only a name, such as that of an alias, a failover route or a model, without a backend and without parameters; `/v1/models` then lists only those. What is not allowed gets a 400. The config itself may always use all of it.
   */
  client_selectors?: "full" | "targets" | "names";
  /**
   * Names or addresses, without a port, by which a server that needs no client key and listens on loopback may be asked, besides `localhost` and loopback addresses. Requests with another `Host` are answered with 403, because a web page can send them. If it is set, it also holds for a server that needs no key and listens elsewhere; with client keys it has no effect. A name with a port, a path or `*` is an error.
   */
  allowed_hosts?: string[];
  cors?: CrossOriginRequests;
  /**
   * Seconds without a byte until a request is given up whose body is incomplete (408), or whose client takes nothing of its answer (the connection is closed). Waiting for an upstream does not count.
   */
  body_idle_timeout?: number;
  /**
   * Seconds from SIGTERM, SIGINT or SIGHUP until the server ends, whatever is still open; it ends earlier once everything is answered. Answers that are not complete by then are broken off. The time limit of an orchestrator should be some seconds longer.
   */
  drain_seconds?: number;
  /**
   * Seconds for which the server still accepts connections after SIGTERM or SIGHUP, while `/readyz` answers 503 with the status `draining`: as long as a load balancer needs to notice. It counts towards `drain_seconds`. SIGINT has no delay.
   */
  drain_delay_seconds?: number;
  /**
   * How many processes serve requests on the one port, from 1 to 256, or `auto` for one for each core that the server may use. They share cooldowns, open circuits, dead keys, sessions and stored responses; one that dies is replaced. Each needs the memory of a server. The flag `--workers` overrides this.
   */
  workers?: number | string;
  /**
   * The largest request body in bytes that is parsed, as a translation needs it. Texts of 2 KB or more in messages and input, such as images, do not count. A larger one gets the status 413. What is passed on as it came only has max_body_bytes.
   */
  max_parsed_body_bytes?: number;
  /**
   * How many keys, values of objects and items of lists a request body may have that is parsed, and one more for each 40 bytes. An object counts three times, an item or value directly in a member of the outermost object three times, and a member of the outermost object ten times. One with more gets the status 400.
   */
  max_parsed_values?: number;
}
/**
 * Which web pages may use the server from a browser. Their preflight requests are answered, and they can read all answers. By default none may, and a server that needs no client key answers their requests with 403.
 */
export interface CrossOriginRequests {
  /**
   * The origins of those pages, as browsers send them: `https://chat.example.com`, with a port unless it is the usual one, without a path. `*` stands for every page; a server that needs no client key does not start with it. `null` is an error, because any page can have it.
   *
   * @minItems 1
   */
  origins: [string, ...string[]];
}
/**
 * A model string and the targets that it has to lead to, in order.
 */
export interface RoutingTest {
  /**
   * The name that is shown if the test fails.
   */
  name?: string;
  /**
   * The model string that a client sends.
   */
  model: string;
  /**
   * `backend:model` of each attempt, in order; a single target needs no list.
   *
   * @minItems 1
   */
  expect: string | [string, ...string[]];
}
