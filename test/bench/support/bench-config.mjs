/** The config that the measured artifacts are built from: one backend, one rule, and everything else as it is by default. */
export function benchConfig({ upstreamPort, auth }) {
  return `backends:
  openai:
    type: openai
    base_url: http://127.0.0.1:${upstreamPort}/v1
default_backend: openai
model_aliases:
  - pattern: "^fast-(.*)$"
    replacement: "openai:gpt-\\\\1"
auth: ${auth ? '{ api_keys: ["${BENCH_CLIENT_KEY}"] }' : "{ enabled: false }"}
`;
}
