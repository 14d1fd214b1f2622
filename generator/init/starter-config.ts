/** What `turnout init` writes as config.yaml: it compiles as it stands, and shows the next steps as comments. */
export const STARTER_CONFIG = `# yaml-language-server: $schema=./node_modules/turnout/schema/config.schema.json
#
# turnout check    is it right?             turnout dev      try it; edits take effect at once
# turnout build    dist/server.mjs          turnout explain gpt-4o   which way does a model name go?

# Where requests can go. A type brings its base URL and the name of its key: openai reads OPENAI_API_KEY.
backends:
  openai:
    type: openai
    # What a bare model name may resolve to, and what GET /v1/models lists.
    models: [gpt-4o, gpt-4o-mini]
    # api_keys: ["\${OPENAI_API_KEY_1}", "\${OPENAI_API_KEY_2}"]   # several keys take turns
    # timeout: 120                                               # seconds, the whole request
    # first_token_timeout: 15                                    # seconds; then the next target is tried
    # extra: { temperature: 0.2 }                                # where the client says nothing

  # responses:
  #   type: openai-responses    # the same key, by the Responses API; clients of either API reach both
  # codex:
  #   type: openai-codex        # a ChatGPT subscription, by the login that "codex login" keeps in ~/.codex/auth.json
  # openrouter:
  #   type: openrouter          # OPENROUTER_API_KEY
  # groq:
  #   type: groq                # GROQ_API_KEY
  # local:
  #   type: ollama              # http://127.0.0.1:11434/v1, no key
  # other:
  #   type: openai-compatible   # anything that speaks the OpenAI API
  #   base_url: https://llm.example.com/v1
  #   protocols: [chat]         # or [chat, responses], where it has /v1/responses too
  #   api_key: \${OTHER_API_KEY}
  # mock:
  #   type: mock                # a built-in offline OpenAI, for tests

# Where a model name goes that nothing else takes.
default_backend: openai

# Other names for models; the first pattern that matches rewrites the whole name.
model_aliases:
  - pattern: "^fast$"
    replacement: "openai:gpt-4o-mini"
  # - pattern: "^claude-(.*)$"
  #   replacement: "openrouter:anthropic/claude-\\\\1"
  # - pattern: "^mixed$"        # nine of ten requests here, the others there; | tries in order, ! asks all at once
  #   replacement: "[weight=9]openai:gpt-4o^openrouter:openai/gpt-4o"

# When one target fails before it has answered anything, the next is tried.
# failover_routes:
#   gpt-4o: ["openai:gpt-4o", "openrouter:openai/gpt-4o?temperature=0.2"]

# The keys that clients must send as "Authorization: Bearer KEY". TURNOUT_API_KEY counts without being named here.
# Without any key the server answers to this machine only.
# auth:
#   api_keys: ["\${TURNOUT_API_KEY}"]

# Files, batches and all else of the API that names no model: to the default backend, instead of a 404.
# passthrough: true

# server: { host: 127.0.0.1, port: 8000 }
`;
