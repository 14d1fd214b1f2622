const NOTHING = "Turnout has nothing like it; remove it.";
const ROUTE =
  'Write a rule in `model_aliases`: `{ pattern: "^claude-.*$", replacement: "openrouter:anthropic/claude-sonnet-4" }`.';

/** What claude-code-router's keys are here, by their path. */
export const CLAUDE_CODE_ROUTER: Readonly<Record<string, string>> = {
  "Providers.*.name": "It is the backend's name: `backends: { {value}: { type: openai-compatible } }`.",
  "Providers.*.api_base_url": "Write it as `base_url`, without the endpoint: Turnout adds `/chat/completions` itself.",
  "Providers.*.api_key": "Write `api_key: ${NAME}` in the backend, with the key in that variable.",
  "Providers.*.models": "Write it as `models` in the backend.",
  "Providers.*.transformer": "Turnout translates by itself; remove it.",
  "Router.default": "Write `default_backend`, and `force_model` if every request goes to one model.",
  "Router.background": ROUTE,
  "Router.think": ROUTE,
  "Router.webSearch": ROUTE,
  "Router.image": ROUTE,
  "Router.longContext":
    "Write a group whose first target has a limit: `[max_context=60000]openai:gpt-4o|openrouter:google/gemini-2.5-pro`.",
  "Router.longContextThreshold": "Write it before the target for short requests: `[max_context={value}]openai:gpt-4o`.",
};

/** Its settings at the top of a config. */
export const CLAUDE_CODE_ROUTER_AT_TOP: Readonly<Record<string, string>> = {
  Providers: "Each becomes a backend in `backends`.",
  Router: "Its routes become rules in `model_aliases`, its default `default_backend`.",
  LOG: "Write `logging: { level: info }`, or `silent` for none.",
  LOG_LEVEL: "Write `logging: { level: info }`.",
  HOST: "Write `server: { host: 127.0.0.1 }`.",
  PORT: "Write `server: { port: 8000 }`.",
  APIKEY: 'Write `auth: { api_keys: ["${TURNOUT_API_KEY}"] }`, with the key in that variable.',
  API_TIMEOUT_MS: "Write `timeout` in each backend, in seconds.",
  PROXY_URL: NOTHING,
  NON_INTERACTIVE_MODE: NOTHING,
  CUSTOM_ROUTER_PATH: "Routes are made of `model_aliases`, `failover_routes` and `default_backend`; remove it.",
  transformers: "Turnout translates by itself; remove it.",
  StatusLine: NOTHING,
};
