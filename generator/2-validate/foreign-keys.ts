import type { Path } from "../1-load/find.ts";
import { CLAUDE_CODE_ROUTER_AT_TOP } from "./foreign/claude-code-router.ts";
import { LITELLM_AT_TOP, LITELLM_IN_BACKEND } from "./foreign/litellm.ts";

/** Keys of other products' configs, by path; `*` is any one step. */
type Table = Readonly<Record<string, string>>;

const NOTHING = "Turnout has nothing like it; remove it.";
const CHAT = "Turnout leaves the conversation as it is: no commands in messages, no rewriting. Remove it.";
const TOOLS = "Turnout passes tool calls through untouched; remove it.";
const LOGIN = "Turnout has API keys only: put `${NAME}` references in `auth.api_keys`, and remove this.";
const LOGS = "Turnout writes its log to standard output, one line a request, set by `logging.level`; remove this.";
const CAPTURE =
  "The nearest are `logging.capture_max_bytes`, `logging.capture_max_files` and `logging.capture_total_max_bytes`.";
const LIMITS = "Turnout does not limit clients; the upstream's own limits lead to the next target. Remove it.";
const HEADERS = "To send headers of your own, write `headers` in the backend; remove this.";
const HYBRID =
  "Turnout makes no one answer out of two models; the nearest thing is a parallel group, `A!B`, where the first to answer wins. Remove it.";

const INTERACTIVE_PROXY: Table = {
  host: "Write it as `host` under `server`.",
  port: "Write it as `port` under `server`.",
  public_url: NOTHING,
  anthropic_port: "Turnout has one port, `server.port`; remove it.",
  proxy_timeout: "Write `timeout` in each backend: seconds that a whole request may take.",
  command_prefix: CHAT,
  strict_command_detection: CHAT,
  interactive_mode: CHAT,
  context_window_override: "Write `context_windows` in each backend: tokens by model.",
  gcp_project_id: NOTHING,
  gemini_credentials_path: LOGIN,
  disable_health_checks: NOTHING,
  enable_activity_tracking: NOTHING,
  request_dedup_window: NOTHING,
  request_dedup_max_cache: NOTHING,
  default_rate_limit: LIMITS,
  default_rate_window: LIMITS,
  rate_limits: LIMITS,
  identity: HEADERS,
  sso: LOGIN,
  session: "To keep a session with the target that answered it, write `affinity: session` at the top; remove this.",
  planning_phase: HYBRID,
  empty_response: NOTHING,
  edit_precision: "To fix a temperature, write `forced_temperature` in a backend's `extra`; remove this.",
  rewriting: CHAT,
  assessment: NOTHING,
  reasoning_aliases:
    "Write a rule in `model_aliases` whose replacement carries the parameters: `openai:o4-mini?reasoning_effort=high`.",
  sandboxing: TOOLS,
  tool_call_loop: TOOLS,
  tool_call_loop_detection: TOOLS,
  tool_call_reactor: TOOLS,
  loop_detection: NOTHING,
  pytest_compression: TOOLS,
  codebuff: NOTHING,
  usage_tracking: "Turnout logs one line a request; remove it.",
  end_of_session: NOTHING,
  replacement:
    "Write a rule in `model_aliases` whose replacement is a weighted group: `[weight=9]openai:gpt-4o^[weight=1]groq:llama-3.3-70b-versatile`.",
  health_check: "Turnout answers `/healthz` and `/readyz` without any setting; remove it.",
  routing: "Routes are made of `model_aliases`, `failover_routes` and `default_backend`; remove it.",
  compaction: CHAT,
  memory: CHAT,
  database: "Turnout stores nothing; what servers share goes through the Redis of `state`. Remove it.",
  vtc_client_patterns: TOOLS,
  app: NOTHING,
  redact_api_keys_in_prompts: CHAT,
  disable_auth: "Write `auth: { enabled: false }`.",
  functional_backend: "Every backend that is listed is used; remove it.",
  "auth.disable_auth": "Write `enabled: false` here; `disable_auth: false` is simply left out.",
  "auth.auth_token": "Put a reference such as `${TURNOUT_API_KEY}` in `auth.api_keys`.",
  "auth.redact_api_keys_in_prompts": CHAT,
  "auth.sso": LOGIN,
  "logging.request_logging": LOGS,
  "logging.response_logging": LOGS,
  "logging.log_file": LOGS,
  "logging.capture_truncate_bytes": CAPTURE,
  "logging.capture_rotate_interval_seconds": CAPTURE,
  "logging.capture_buffer_size": "The nearest thing is `logging.capture_flush_interval`.",
  "logging.capture_max_entries_per_flush": "The nearest thing is `logging.capture_flush_interval`.",
  "backends.*.identity": HEADERS,
  "backends.*.connector": "Write it as `type`.",
  "backends.*.credentials_path":
    "On the type `openai-codex` write `auth_file`; every other takes an API key: `api_key` with a `${NAME}` reference.",
  "backends.*.allow_concurrent_use": NOTHING,
  "backends.*.supported_input_types": NOTHING,
  "backends.*.capability_descriptor": NOTHING,
};

const LITELLM: Table = {
  model_list:
    "Each provider becomes a backend in `backends`, each `model_name` a rule in `model_aliases` or a list in `failover_routes`.",
  litellm_settings:
    "Fallbacks become lists in `failover_routes`, those for long contexts `context_windows` beside them, `num_retries` becomes `failure_handling.retries`; remove the rest.",
  general_settings: "`master_key` becomes a `${NAME}` reference in `auth.api_keys`; remove the rest.",
  router_settings:
    "Fallbacks become lists in `failover_routes`, weights a group such as `[weight=3]A^B`, `allowed_fails` and `cooldown_time` settings of `resilience.circuit_breaker`, the Redis `state`.",
  environment_variables: "Set them where the server is started, and refer to them as `${NAME}`.",
  mcp_servers: NOTHING,
  ...LITELLM_AT_TOP,
  ...inBackends(LITELLM_IN_BACKEND),
};

const BIFROST: Table = {
  providers: "Each becomes a backend in `backends`, with its `type`.",
  client: "Its settings are those of `server` and `logging`; remove the rest.",
  governance: "Keys of clients become `auth.api_keys`; Turnout counts no budgets. Remove the rest.",
  config_store: NOTHING,
  logs_store: NOTHING,
  vector_store: "Turnout caches no answers; remove it.",
  plugins: NOTHING,
  mcp: NOTHING,
  encryption_key: NOTHING,
  framework: NOTHING,
  ...inBackends({
    network_config: "Write its `base_url`, and `extra_headers` as `headers`, in the backend itself.",
    concurrency_and_buffer_size: "Turnout sends each request at once; remove it.",
    keys: "Write `api_keys` in its place.",
  }),
};

const ROUTER: Table = {
  ...CLAUDE_CODE_ROUTER_AT_TOP,
  ...inBackends({
    api_base_url: "Write `base_url` in its place, without the endpoint.",
    transformer: "Turnout translates by itself; remove it.",
  }),
};

function inBackends(keys: Table): Table {
  return Object.fromEntries(Object.entries(keys).map(([key, text]) => [`backends.*.${key}`, text]));
}

const PORTKEY: Table = {
  strategy:
    "A `fallback` strategy becomes a list in `failover_routes`, a `loadbalance` one a weighted group in `model_aliases`: `[weight=3]A^B`.",
  targets:
    "Each target becomes a backend in `backends`; their order becomes a list in `failover_routes`, their weights a group such as `[weight=3]A^B`.",
  virtual_key: "Write `api_key` with a `${NAME}` reference in the backend.",
  override_params: "Write `forced_` values in the backend's `extra`: `forced_temperature: 0`.",
  cache: "Turnout caches no answers; remove it.",
  retry: "Write `retries` under `failure_handling`.",
  request_timeout: "Write `timeout` in the backend, in seconds.",
};

const PRODUCTS: readonly (readonly [product: string, keys: Table])[] = [
  ["llm-interactive-proxy", INTERACTIVE_PROXY],
  ["LiteLLM", LITELLM],
  ["Portkey", PORTKEY],
  ["Bifrost", BIFROST],
  ["claude-code-router", ROUTER],
];

/** Settings that other products keep among the backends: they are not backends without a `type`. */
const BACKEND_SETTINGS: Table = {
  static_route: "Write `static_route` at the top of the config.",
  disable_gemini_oauth_fallback: NOTHING,
  disable_gemini_oauth_reasoning_prompt_injection: NOTHING,
  disable_hybrid_backend: HYBRID,
  hybrid_backend_repeat_messages: HYBRID,
  reasoning_injection_probability: HYBRID,
  hybrid_reasoning_model_timeout: HYBRID,
  hybrid_reasoning_force_initial_turns: HYBRID,
  hybrid_execution_model_timeout: HYBRID,
  hybrid_reasoning_latency_threshold: HYBRID,
  hybrid_reasoning_backoff_turns: HYBRID,
  functional_backend: "Every backend that is listed is used; remove it.",
  functional_backends: "Every backend that is listed is used; remove it.",
};

export interface Foreign {
  readonly product: string;
  /** What to do about it, a sentence. */
  readonly nearest: string;
}

/** The product that has this key, and the closest setting of Turnout; null if no known product has it. */
export function foreignKey(path: Path): Foreign | null {
  const exact = path.join(".");
  const general = path.map((step, index) => (index === 1 && path[0] === "backends" ? "*" : step)).join(".");
  for (const [product, keys] of PRODUCTS) {
    for (const key of [exact, general]) {
      const nearest = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (nearest !== undefined) return { product, nearest };
    }
  }
  return null;
}

/** Like `foreignKey`, for keys under `backends`, where the name of a backend is expected. */
export function foreignBackendSetting(name: string): Foreign | null {
  const nearest = Object.hasOwn(BACKEND_SETTINGS, name) ? BACKEND_SETTINGS[name] : undefined;
  return nearest === undefined ? null : { product: "llm-interactive-proxy", nearest };
}
