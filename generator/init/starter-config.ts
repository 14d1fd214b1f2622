/** What `turnout init` writes as config.yaml: it compiles as it is, and shows the next steps as comments. */
export const STARTER_CONFIG = `# yaml-language-server: $schema=./node_modules/turnout/schema/config.schema.json
#
# turnout check    find mistakes            turnout dev      try it; edits take effect at once
# turnout build    dist/server.mjs          turnout explain gpt-4o   where does a model name lead?

# Where requests can go. A type brings its base URL and the name of its key: openai reads OPENAI_API_KEY.
backends:
  openai:
    type: openai
    # The models that clients can use without naming the backend, and that GET /v1/models lists.
    models: [gpt-4o, gpt-4o-mini]
    # api_keys: ["\${OPENAI_API_KEY_1}", "\${OPENAI_API_KEY_2}"]   # several keys, in rotation
    # timeout: 120                                               # seconds, for the whole answer
    # first_token_timeout: 15                                    # seconds; then the next target is tried
    # extra: { temperature: 0.2 }                                # unless the request sets it

  # responses:
  #   type: openai-responses    # the same key, with the Responses API; clients of either API can use both
  # codex:
  #   type: openai-codex        # a ChatGPT subscription, with the login that "codex login" keeps in ~/.codex/auth.json
  # openrouter:
  #   type: openrouter          # OPENROUTER_API_KEY
  # groq:
  #   type: groq                # GROQ_API_KEY
  # local:
  #   type: ollama              # http://127.0.0.1:11434/v1, no key
  # other:
  #   type: openai-compatible   # anything that speaks the OpenAI API
  #   base_url: https://llm.example.com/v1
  #   protocols: [chat]         # or [chat, responses], if it has /v1/responses too
  #   api_key: \${OTHER_API_KEY}
  # mock:
  #   type: mock                # a built-in mock, for tests

# The backend for model names that nothing else matches.
default_backend: openai

# Other names for models; the first pattern that matches replaces the whole name.
model_aliases:
  - pattern: "^fast$"
    replacement: "openai:gpt-4o-mini"
  # - pattern: "^claude-(.*)$"
  #   replacement: "openrouter:anthropic/claude-\\\\1"
  # - pattern: "^mixed$"        # 9 in 10 requests go to openai; | tries in order, ! runs all in parallel
  #   replacement: "[weight=9]openai:gpt-4o^openrouter:openai/gpt-4o"

# If a target fails before it has sent any output, the next one is tried.
# failover_routes:
#   gpt-4o: ["openai:gpt-4o", "openrouter:openai/gpt-4o?temperature=0.2"]

# The keys that clients must send as "Authorization: Bearer KEY". TURNOUT_API_KEY is accepted even if it is not
# listed here. Without any key the server only accepts requests from this machine.
# auth:
#   api_keys: ["\${TURNOUT_API_KEY}"]

# Forwards files, batches and other API paths without a model to the default backend, instead of a 404.
# passthrough: true

# server: { host: 127.0.0.1, port: 8000 }
`;
