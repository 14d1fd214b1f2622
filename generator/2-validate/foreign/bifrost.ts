const NOTHING = "Turnout has nothing like it; remove it.";

/** What Bifrost's keys are here, by their path; `*` is any name or item. */
export const BIFROST: Readonly<Record<string, string>> = {
  "providers.*.keys":
    'Write `api_key: ${OPENAI_API_KEY}` in the backend, or `api_keys: ["${KEY_1}", "${KEY_2}"]` for several in turn.',
  "providers.*.network_config.base_url": "Write `base_url: {value}` in the backend, with the path of the API: `/v1`.",
  "providers.*.network_config.extra_headers": "Write `headers: { X-Team: search }` in the backend.",
  "providers.*.network_config.default_request_timeout_in_seconds": "Write `timeout: {value}` in the backend.",
  "providers.*.network_config.max_retries": "Write `failure_handling: { retries: {value} }`.",
  "providers.*.network_config.retry_backoff_initial": "Write `failure_handling: { min_retry_wait: 1 }`, in seconds.",
  "providers.*.network_config.retry_backoff_max": "Write `failure_handling: { max_silent_wait: 30 }`, in seconds.",
  "providers.*.concurrency_and_buffer_size": "Turnout sends each request at once; remove it.",
  "providers.*.proxy_config": NOTHING,
  "providers.*.custom_provider_config": "Write `type: openai-compatible` and a `base_url` in the backend.",
  "client.drop_excess_requests": "Turnout sends each request at once; remove it.",
  "client.enable_logging": "Write `logging: { level: info }`.",
  "client.max_request_body_size_mb": "Write `server: { max_body_bytes: 33554432 }`.",
  "client.initial_pool_size": NOTHING,
};
