const NOTHING = "Turnout has nothing like it; remove it.";
const RATES =
  "Turnout does not count requests or tokens; an upstream's own limit leads to the next target. Remove it, and list another target behind it in `failover_routes`.";
const RETRIES = "Write `failure_handling: { retries: {value} }`.";
const TIMEOUT = "Write `timeout: {value}` in each backend, in seconds.";
const COOLDOWN = "Write `resilience: { circuit_breaker: { open_cooldown_seconds: {value} } }`.";
const FAILS = "Write `resilience: { circuit_breaker: { failure_threshold: {value} } }`.";
const REDIS = "Write `state: ${REDIS_URL}`, with the whole URL in that variable.";
const LOGS =
  "Turnout writes one line a request to standard error; `logging: { level: info }` sets how much. Remove it.";
const COSTS = "Turnout does not count costs; remove it.";
const DROPS =
  "Write `drop: unsupported` in each backend; of a translated request, what the target lacks is left out anyway.";
const DROPS_MORE = "Write `drop: [logprobs]` in the backend, with its names.";
const BODY = "Write `body: { num_ctx: 8192 }` in the backend, with its fields.";
const USER_HEADER = "Write `body_from_headers: { user: X-User-Id }` in each backend, with its header.";
const CACHE = "Turnout caches no answers; remove it.";
const FALLBACKS =
  'Write a list for each model in `failover_routes`: `gpt-4o: ["openai:gpt-4o", "groq:llama-3.3-70b-versatile"]`.';
const WINDOWS =
  "Write `context_windows: { gpt-4o: 128000 }` in the backends: a request that is too long goes to the next target of a failover route.";
const MASTER = 'Write `auth: { api_keys: ["${TURNOUT_API_KEY}"] }`, with the key in that variable.';
const DEFAULTS = 'Write it in `model_defaults`, by `backend:model`: `"openai:gpt-4o": { {key}: {value} }`.';

const PARAMS = Object.fromEntries(
  [
    "temperature",
    "top_p",
    "top_k",
    "max_tokens",
    "reasoning_effort",
    "verbosity",
    "seed",
    "service_tier",
    "presence_penalty",
    "frequency_penalty",
  ].map((key) => [`model_list.*.litellm_params.${key}`, DEFAULTS.replace("{key}", key)]),
);

/** Keys that stand in `litellm_settings` and in `router_settings` alike. */
const SETTINGS: Readonly<Record<string, string>> = {
  num_retries: RETRIES,
  max_retries: RETRIES,
  request_timeout: TIMEOUT,
  timeout: TIMEOUT,
  stream_timeout: "Write `stream_idle_timeout: {value}` in each backend, in seconds.",
  fallbacks: FALLBACKS,
  default_fallbacks: 'Write a list for all other models in `failover_routes`, under the name `"*"`.',
  context_window_fallbacks: WINDOWS,
  content_policy_fallbacks: "Turnout shows a refusal to the client and asks no other target. Remove it.",
  allowed_fails: FAILS,
  cooldown_time: COOLDOWN,
  disable_cooldowns: "Write `resilience: { circuit_breaker: { enabled: false } }`.",
  drop_params: DROPS,
  modify_params: DROPS,
  set_verbose: "Write `logging: { level: debug }`.",
  debug_level: "Write `logging: { level: debug }`.",
  json_logs: "Turnout's log is JSON; remove it.",
  callbacks: LOGS,
  success_callback: LOGS,
  failure_callback: LOGS,
  service_callback: LOGS,
  turn_off_message_logging: "Turnout logs no messages; remove it.",
  telemetry: NOTHING,
  cache: CACHE,
  cache_params: CACHE,
  cache_responses: CACHE,
  max_budget: COSTS,
  budget_duration: COSTS,
  routing_strategy:
    "Join the targets of a model in a replacement: `[weight=3]A^[weight=1]B` at random by weight (and `^[backup]C` if both fail), `A|B` in order, `A!B` the fastest.",
  routing_strategy_args: NOTHING,
  model_group_alias:
    'Write a rule in `model_aliases` for each: `{ pattern: "^gpt-4$", replacement: "openai:gpt-4o" }`.',
  enable_pre_call_checks: WINDOWS,
  redis_host: REDIS,
  redis_port: REDIS,
  redis_password: REDIS,
  redis_url: REDIS,
  retry_policy: "Write `failure_handling: { retries: 2 }`; which errors are retried is fixed.",
  default_max_parallel_requests: RATES,
};

const below = (section: string) => Object.entries(SETTINGS).map(([key, text]) => [`${section}.${key}`, text]);

/** What LiteLLM's keys are here, by their path; `*` is any item of a list. */
export const LITELLM: Readonly<Record<string, string>> = {
  ...PARAMS,
  ...Object.fromEntries([...below("litellm_settings"), ...below("router_settings")]),
  "model_list.*.litellm_params.rpm": RATES,
  "model_list.*.litellm_params.tpm": RATES,
  "model_list.*.litellm_params.max_parallel_requests": RATES,
  "model_list.*.litellm_params.weight":
    "Write it before the target: `[weight={value}]openai:gpt-4o^groq:llama-3.3-70b-versatile`.",
  "model_list.*.litellm_params.order":
    "Join the targets by `|`, in this order: `openai:gpt-4o|groq:llama-3.3-70b-versatile`.",
  "model_list.*.litellm_params.timeout": "Write `timeout: {value}` in the backend, in seconds.",
  "model_list.*.litellm_params.stream_timeout": "Write `stream_idle_timeout: {value}` in the backend, in seconds.",
  "model_list.*.litellm_params.num_retries": RETRIES,
  "model_list.*.litellm_params.max_retries": RETRIES,
  "model_list.*.litellm_params.cooldown_time": COOLDOWN,
  "model_list.*.litellm_params.extra_headers": "Write `headers: { X-Team: search }` in the backend.",
  "model_list.*.litellm_params.organization": "Write `organization: {value}` in the backend.",
  "model_list.*.litellm_params.api_version":
    "Write `type: azure-openai` with a `base_url` that ends in `/openai/v1`, where Azure wants no version.",
  "model_list.*.litellm_params.drop_params": DROPS,
  "model_list.*.litellm_params.additional_drop_params": DROPS_MORE,
  "model_list.*.litellm_params.extra_body": BODY,
  "model_list.*.litellm_params.input_cost_per_token": COSTS,
  "model_list.*.litellm_params.output_cost_per_token": COSTS,
  "model_list.*.litellm_params.max_budget": COSTS,
  "model_list.*.model_info":
    "Of it, only a context window is used: write `context_windows: { gpt-4o: 128000 }` in the backend. Remove the rest.",
  "general_settings.master_key": MASTER,
  "general_settings.user_header_name": USER_HEADER,
  "general_settings.user_header_mappings": USER_HEADER,
  "general_settings.database_url": "Turnout has no database; remove it.",
  "general_settings.store_model_in_db": "Turnout has no database; remove it.",
  "general_settings.alerting": NOTHING,
  "general_settings.max_parallel_requests": RATES,
  "general_settings.global_max_parallel_requests": RATES,
  "general_settings.background_health_checks":
    "Turnout learns from the requests themselves which targets fail. Remove it.",
  "general_settings.health_check_interval":
    "Turnout learns from the requests themselves which targets fail. Remove it.",
  "general_settings.proxy_batch_write_at": NOTHING,
  "general_settings.disable_spend_logs": COSTS,
  "general_settings.allow_requests_on_db_unavailable": NOTHING,
};

/** Keys of a deployment, where they stand in a backend of Turnout's instead. */
export const LITELLM_IN_BACKEND: Readonly<Record<string, string>> = {
  api_base: "Write `base_url` in its place.",
  litellm_params:
    "Write its keys in the backend itself: `api_base` is `base_url`, and the part of `model` before the slash is `type`.",
  model_name: 'Write a rule in `model_aliases`: `{ pattern: "^gpt-4o$", replacement: "openai:gpt-4o" }`.',
  request_timeout: "Write `timeout` in its place, in seconds.",
  stream_timeout: "Write `stream_idle_timeout` in its place, in seconds.",
  extra_headers: "Write `headers` in its place.",
  default_headers: "Write `headers` in its place.",
  extra_body: "Write `body` in its place.",
  rpm: RATES,
  tpm: RATES,
  max_parallel_requests: RATES,
  weight: "Write it before the target: `[weight=3]openai:gpt-4o^groq:llama-3.3-70b-versatile`.",
  order: "Join the targets by `|`, in this order: `openai:gpt-4o|groq:llama-3.3-70b-versatile`.",
  num_retries: "Write `failure_handling: { retries: 2 }` at the top.",
  max_retries: "Write `failure_handling: { retries: 2 }` at the top.",
  cooldown_time: "Write `resilience: { circuit_breaker: { open_cooldown_seconds: 20 } }` at the top.",
  allowed_fails: "Write `resilience: { circuit_breaker: { failure_threshold: 3 } }` at the top.",
  drop_params: "Write `drop: unsupported` in its place.",
  additional_drop_params: "Write `drop` in its place.",
  api_version: "Write `type: azure-openai` with a `base_url` that ends in `/openai/v1`, where Azure wants no version.",
};

/** Keys of LiteLLM's sections, where they stand at the top of a config instead. */
export const LITELLM_AT_TOP: Readonly<Record<string, string>> = {
  fallbacks: FALLBACKS,
  num_retries: "Write `failure_handling: { retries: 2 }`.",
  request_timeout: "Write `timeout` in each backend, in seconds.",
  master_key: MASTER,
  routing_strategy: SETTINGS.routing_strategy ?? NOTHING,
  model_group_alias: SETTINGS.model_group_alias ?? NOTHING,
  drop_params: DROPS,
  callbacks: LOGS,
  rpm: RATES,
  tpm: RATES,
};
