// Made by `npm run generate` from schema/config.schema.json. Change that instead.
import type { SchemaNode } from "./schema-node.ts";

export const SCHEMA: SchemaNode = {
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Config",
  "description": "A Turnout config: the backends, and which of them answers which model name. `turnout build` compiles it into one server file.",
  "type": "object",
  "additionalProperties": false,
  "required": [
    "backends"
  ],
  "examples": [
    {
      "backends": {
        "openai": {
          "type": "openai"
        }
      },
      "default_backend": "openai"
    }
  ],
  "properties": {
    "backends": {
      "title": "Backends",
      "description": "The upstreams, by name. The name is what stands before the colon of a model string: `openai:gpt-4o`.",
      "type": "object",
      "minProperties": 1,
      "propertyNames": {
        "pattern": "^[A-Za-z][A-Za-z0-9_-]*$"
      },
      "properties": {
        "default_backend": {
          "title": "Default backend",
          "description": "As the key of the same name at the top.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "openai"
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/backend"
      },
      "examples": [
        {
          "openai": {
            "type": "openai"
          }
        }
      ]
    },
    "default_backend": {
      "title": "Default backend",
      "description": "Where a bare model name goes when nothing else takes it.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "default": null,
      "examples": [
        "openai"
      ]
    },
    "force_model": {
      "title": "Forced model",
      "description": "Replaces the model of every request; aliases are skipped.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "default": null,
      "examples": [
        "openai:gpt-4o-mini"
      ]
    },
    "static_route": {
      "title": "Static route",
      "description": "Replaces the model of every request that names no backend.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "default": null,
      "examples": [
        "openrouter:openai/gpt-4o"
      ]
    },
    "affinity": {
      "title": "Affinity",
      "description": "`session` keeps a session with the target that answered it last, key included, while that is healthy: the prompt caches of upstreams pay for that. A session is named by the header x-session-id, or else by `session_id`, `prompt_cache_key` or `user` in the body. `none` routes each request by itself. A backend and a failover route may say otherwise for themselves.",
      "type": "string",
      "enum": [
        "none",
        "session"
      ],
      "default": "none",
      "examples": [
        "session"
      ]
    },
    "model_aliases": {
      "title": "Model aliases",
      "description": "Rewriting rules for model names; the first that matches wins.",
      "type": "array",
      "default": [],
      "examples": [
        [
          {
            "pattern": "^gpt-(.*)$",
            "replacement": "openrouter:openai/gpt-\\1"
          }
        ]
      ],
      "items": {
        "title": "Alias",
        "description": "One rewriting rule.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "pattern": {
            "title": "Pattern",
            "description": "A regular expression that must match from the start of the model name, its query left off. Python's `(?P<name>…)` works.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "^gpt-(.*)$"
            ]
          },
          "replacement": {
            "title": "Replacement",
            "description": "The model string that takes the whole name's place; `\\1`, `\\g<1>` and `\\g<name>` stand for groups of the pattern.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "openrouter:openai/gpt-\\1"
            ]
          }
        },
        "default": {},
        "examples": [
          {
            "pattern": "^gpt-(.*)$",
            "replacement": "openrouter:openai/gpt-\\1"
          }
        ],
        "required": [
          "pattern",
          "replacement"
        ]
      }
    },
    "model_defaults": {
      "title": "Model defaults",
      "description": "Parameters by `backend:model` or by bare model name; they win over a backend's `extra`, and a request wins over them.",
      "type": "object",
      "default": {},
      "examples": [
        {
          "openai:gpt-4o": {
            "temperature": 0.7
          }
        }
      ],
      "additionalProperties": {
        "$ref": "#/$defs/params"
      }
    },
    "failover_routes": {
      "title": "Failover routes",
      "description": "Lists of targets by model name: when one fails, the next is tried. The name `*` takes every bare name that has no route of its own.",
      "type": "object",
      "default": {},
      "examples": [
        {
          "gpt-4o": {
            "policy": "ordered",
            "elements": [
              "openai:gpt-4o",
              "openrouter:openai/gpt-4o"
            ]
          }
        },
        {
          "fast": [
            "groq:llama-3.3-70b-versatile",
            "openai:gpt-4o-mini"
          ]
        }
      ],
      "additionalProperties": {
        "$ref": "#/$defs/failoverRoute"
      }
    },
    "failure_handling": {
      "title": "Failure handling",
      "description": "What to do when an upstream fails.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": {
          "title": "Enabled",
          "description": "Whether a failed request is tried again at all.",
          "type": "boolean",
          "default": true,
          "examples": [
            false
          ]
        },
        "retries": {
          "title": "Retries",
          "description": "How often one target is tried again before the next.",
          "type": "integer",
          "minimum": 0,
          "maximum": 20,
          "default": 1,
          "examples": [
            2
          ]
        },
        "min_retry_wait": {
          "title": "Least wait",
          "description": "Seconds before the same target is tried again, when the upstream does not say.",
          "type": "number",
          "minimum": 0,
          "maximum": 3600,
          "default": 1,
          "examples": [
            0.5
          ]
        },
        "max_silent_wait": {
          "title": "Longest silent wait",
          "description": "Seconds that a request waits at most for a rate limit to pass, when the upstream says how long that takes. A longer one leaves the target alone until then, and the request moves on to the next.",
          "type": "number",
          "minimum": 0,
          "maximum": 86400,
          "default": 30,
          "examples": [
            10
          ]
        },
        "total_timeout_budget": {
          "title": "Time budget",
          "description": "Seconds from a request's arrival in which its attempts may begin: no wait that would end later, and no other target after it. An attempt that runs is ended by the time limits of its target; where there is another target, one that sends no head of an answer has two thirds of what is left.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 90,
          "examples": [
            60
          ]
        },
        "keepalive_interval": {
          "title": "Keep-alive interval",
          "description": "Seconds between two comments that keep a client's stream open while it waits for the first token.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 8,
          "examples": [
            5
          ]
        },
        "max_failover_hops": {
          "title": "Most hops",
          "description": "How often one request may move on to another target.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 5,
          "examples": [
            3
          ]
        }
      },
      "default": {},
      "examples": [
        {
          "retries": 2,
          "total_timeout_budget": 60
        }
      ]
    },
    "resilience": {
      "title": "Resilience",
      "description": "What is remembered about failing targets between requests.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "circuit_breaker": {
          "title": "Circuit breaker",
          "description": "Puts a target behind all others for a while after it failed several times in a row. It is still tried when nothing else is left.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "enabled": {
              "title": "Enabled",
              "description": "Whether failures are counted at all. Rate limits and dead keys are remembered either way.",
              "type": "boolean",
              "default": true,
              "examples": [
                false
              ]
            },
            "failure_threshold": {
              "title": "Failure threshold",
              "description": "Failures in a row that open a target's circuit.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "default": 3,
              "examples": [
                5
              ]
            },
            "open_cooldown_seconds": {
              "title": "Cooldown",
              "description": "Seconds that a circuit stays open before a request may try the target again.",
              "type": "number",
              "exclusiveMinimum": 0,
              "maximum": 86400,
              "default": 20,
              "examples": [
                60
              ]
            },
            "half_open_success_threshold": {
              "title": "Successes to close",
              "description": "Trial requests in a row that must go well to close the circuit.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "default": 1,
              "examples": [
                2
              ]
            },
            "half_open_max_inflight": {
              "title": "Trial requests",
              "description": "Trial requests at a time; the others go elsewhere meanwhile.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "default": 1,
              "examples": [
                2
              ]
            }
          },
          "default": {},
          "examples": [
            {
              "failure_threshold": 5
            }
          ]
        }
      },
      "default": {},
      "examples": [
        {
          "circuit_breaker": {
            "failure_threshold": 5
          }
        }
      ]
    },
    "state": {
      "title": "Shared state",
      "description": "The environment variable that holds the URL of a Redis, as `${NAME}`; read when the server starts. Servers that name the same one share cooldowns, dead keys, circuit breakers and the turns of rotations. While it cannot be reached each server goes on alone, and so it does, with a warning at start, when the variable is not set. null keeps it all in memory.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
      "default": null,
      "examples": [
        "${REDIS_URL}"
      ],
      "x-secret": true
    },
    "auth": {
      "title": "Authentication",
      "description": "Who may use the server.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "enabled": {
          "title": "Enabled",
          "description": "false leaves the server open to whoever can reach it.",
          "type": "boolean",
          "default": true,
          "examples": [
            false
          ]
        },
        "api_keys": {
          "title": "Client keys",
          "description": "Environment variables that hold the keys clients may use, each as `${NAME}`. Clients send one as `Authorization: Bearer KEY`. TURNOUT_API_KEY counts too.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
            "title": "Client key",
            "description": "One key, as `${NAME}`.",
            "examples": [
              "${TURNOUT_API_KEY}"
            ],
            "x-secret": true
          },
          "default": [],
          "examples": [
            [
              "${TURNOUT_API_KEY}"
            ]
          ],
          "x-secret": true
        },
        "trusted_ips": {
          "title": "Trusted addresses",
          "description": "Addresses that need no key.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Address",
            "description": "An IP address or a CIDR block.",
            "examples": [
              "10.0.0.0/8"
            ]
          },
          "default": [],
          "examples": [
            [
              "10.0.0.0/8"
            ]
          ],
          "x-no-effect": "Every client needs a key, wherever it comes from."
        },
        "brute_force_protection": {
          "title": "Brute-force protection",
          "description": "Blocks addresses that guess keys.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "enabled": {
              "title": "Enabled",
              "description": "Whether addresses are blocked.",
              "type": "boolean",
              "default": true,
              "examples": [
                false
              ]
            },
            "max_failed_attempts": {
              "title": "Failed attempts",
              "description": "Wrong keys before a block.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000000,
              "default": 5,
              "examples": [
                10
              ]
            },
            "ttl_seconds": {
              "title": "Memory",
              "description": "Seconds that a wrong key is remembered.",
              "type": "number",
              "exclusiveMinimum": 0,
              "maximum": 86400,
              "default": 900,
              "examples": [
                600
              ]
            },
            "initial_block_seconds": {
              "title": "First block",
              "description": "Seconds of the first block.",
              "type": "number",
              "exclusiveMinimum": 0,
              "maximum": 86400,
              "default": 30,
              "examples": [
                60
              ]
            },
            "block_multiplier": {
              "title": "Multiplier",
              "description": "How much longer each further block is.",
              "type": "number",
              "minimum": 1,
              "maximum": 1000,
              "default": 2,
              "examples": [
                3
              ]
            },
            "max_block_seconds": {
              "title": "Longest block",
              "description": "Seconds of the longest block.",
              "type": "number",
              "exclusiveMinimum": 0,
              "maximum": 86400,
              "default": 3600,
              "examples": [
                7200
              ]
            }
          },
          "default": {},
          "examples": [
            {
              "max_failed_attempts": 10
            }
          ],
          "x-no-effect": "Wrong keys are refused but not counted."
        }
      },
      "default": {},
      "examples": [
        {
          "api_keys": [
            "${TURNOUT_API_KEY}"
          ]
        }
      ]
    },
    "logging": {
      "title": "Logging",
      "description": "What the server writes down.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "level": {
          "title": "Level",
          "description": "The least important lines that are still written.",
          "type": "string",
          "enum": [
            "debug",
            "info",
            "warn",
            "error",
            "silent"
          ],
          "default": "info",
          "examples": [
            "warn"
          ]
        },
        "capture_file": {
          "title": "Capture file",
          "description": "Where every request and answer is recorded, as JSON lines with secrets left out: what clients send and get, and what upstreams are sent and answer. null records nothing.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "capture.jsonl"
          ]
        },
        "capture_max_bytes": {
          "title": "Capture file size",
          "description": "Bytes after which the capture file is set aside and a new one begun.",
          "type": "integer",
          "minimum": 1,
          "default": 104857600,
          "examples": [
            1048576
          ]
        },
        "capture_max_files": {
          "title": "Capture files",
          "description": "Most full capture files that are kept beside the one being written; the oldest go first.",
          "type": "integer",
          "minimum": 1,
          "maximum": 100000,
          "default": 5,
          "examples": [
            10
          ]
        },
        "capture_total_max_bytes": {
          "title": "Capture size",
          "description": "Most bytes of all capture files together; the oldest go first.",
          "type": "integer",
          "minimum": 1,
          "default": 524288000,
          "examples": [
            10485760
          ]
        },
        "capture_flush_interval": {
          "title": "Capture flush",
          "description": "Seconds between two writes to the capture file.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 1,
          "examples": [
            5
          ]
        }
      },
      "default": {},
      "examples": [
        {
          "level": "warn"
        }
      ]
    },
    "endpoints": {
      "title": "Endpoints",
      "description": "Which endpoints the server has; any other one gets a 404. `responses` includes all that is below `/v1/responses`, `images` and `audio` are served only with `passthrough`, `realtime` is for WebSockets. Models are always listed, and all other paths are what `passthrough` says. By default all of them.",
      "type": "array",
      "minItems": 1,
      "uniqueItems": true,
      "items": {
        "type": "string",
        "enum": [
          "chat",
          "responses",
          "embeddings",
          "completions",
          "moderations",
          "images",
          "audio",
          "realtime"
        ]
      },
      "examples": [
        [
          "chat",
          "responses",
          "embeddings"
        ]
      ]
    },
    "passthrough": {
      "title": "Passthrough",
      "description": "Whether paths of the API that Turnout has no routing for (`/v1/files`, `/v1/batches`, `/v1/vector_stores` and every other below `/v1/`) go to the default backend as they come, with its key. false answers them with a 404 that says so.",
      "type": "boolean",
      "default": false,
      "examples": [
        true
      ]
    },
    "server": {
      "title": "Server",
      "description": "Where the server listens. Its flags and PORT and HOST win over this.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "host": {
          "title": "Host",
          "description": "The address to listen on. Any but a loopback address needs client keys.",
          "type": "string",
          "minLength": 1,
          "default": "127.0.0.1",
          "examples": [
            "0.0.0.0"
          ]
        },
        "port": {
          "title": "Port",
          "description": "The port to listen on; 0 takes any free one.",
          "type": "integer",
          "minimum": 0,
          "maximum": 65535,
          "default": 8000,
          "examples": [
            8080
          ]
        },
        "max_body_bytes": {
          "title": "Largest body",
          "description": "Most bytes of a request's body.",
          "type": "integer",
          "minimum": 1024,
          "maximum": 1073741824,
          "default": 33554432,
          "examples": [
            1048576
          ]
        }
      },
      "default": {},
      "examples": [
        {
          "host": "0.0.0.0",
          "port": 8080
        }
      ]
    },
    "tests": {
      "title": "Routing tests",
      "description": "What must become of a model name; run by `check` and `build`.",
      "type": "array",
      "default": [],
      "examples": [
        [
          {
            "model": "gpt-4o",
            "expect": [
              "openai:gpt-4o"
            ]
          }
        ]
      ],
      "items": {
        "title": "Routing test",
        "description": "A model string and the targets it must lead to, in order.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "name": {
            "title": "Name",
            "description": "What the test is called when it fails.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "bare names go to openai"
            ]
          },
          "model": {
            "title": "Model",
            "description": "What a client asks for.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "gpt-4o"
            ]
          },
          "expect": {
            "title": "Expected targets",
            "description": "`backend:model` of each attempt in order; one alone needs no list.",
            "type": [
              "string",
              "array"
            ],
            "minLength": 1,
            "minItems": 1,
            "items": {
              "type": "string",
              "minLength": 1,
              "title": "Target",
              "description": "One attempt.",
              "examples": [
                "openai:gpt-4o"
              ]
            },
            "examples": [
              [
                "openai:gpt-4o"
              ],
              "openai:gpt-4o"
            ]
          }
        },
        "default": {},
        "examples": [
          {
            "model": "gpt-4o",
            "expect": [
              "openai:gpt-4o"
            ]
          }
        ],
        "required": [
          "model",
          "expect"
        ]
      }
    }
  },
  "$defs": {
    "backend": {
      "title": "Backend",
      "description": "One upstream that speaks the OpenAI API, or the built-in mock.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "type": {
          "title": "Type",
          "description": "What kind of upstream this is. Every type but `openai-compatible`, `azure-openai`, `openai-codex` and `mock` knows its base URL and the environment variable of its key. `openai-responses` is OpenAI by its Responses API, `openai-codex` by the ChatGPT login of the Codex CLI.",
          "type": "string",
          "enum": [
            "openai",
            "openai-responses",
            "openai-codex",
            "openai-compatible",
            "openrouter",
            "groq",
            "together",
            "deepseek",
            "mistral",
            "xai",
            "ollama",
            "vllm",
            "lmstudio",
            "azure-openai",
            "mock"
          ],
          "examples": [
            "openai"
          ]
        },
        "base_url": {
          "title": "Base URL",
          "description": "Where the API starts: what comes before `/chat/completions`. Fixed at build time, so it cannot contain an environment variable. The default, and null, is the type's own.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "https://api.openai.com/v1"
          ]
        },
        "api_url": {
          "title": "Base URL (alias)",
          "description": "Another name of `base_url`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "https://api.openai.com/v1"
          ]
        },
        "protocol": {
          "title": "Protocol",
          "description": "The only protocol that the upstream is asked in, short for a list of one in `protocols`. Only for `openai-compatible` and the services that are presets of it. Not beside `protocols`.",
          "type": "string",
          "enum": [
            "chat",
            "responses"
          ],
          "examples": [
            "responses"
          ]
        },
        "protocols": {
          "title": "Protocols",
          "description": "What the upstream speaks: `chat` is `/chat/completions`, `responses` is `/responses`. A client's own protocol is used where it is in the list, and its request goes up as it came; any other client is translated to the first one that its protocol can be translated to. The default goes by the type: both for `openai`, `azure-openai` and `xai`, `responses` for `openai-responses`, `chat` for every other. Not for `openai-codex` and `mock`.",
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "type": "string",
            "enum": [
              "chat",
              "responses"
            ]
          },
          "examples": [
            [
              "chat",
              "responses"
            ],
            [
              "chat"
            ]
          ]
        },
        "auth_file": {
          "title": "Login file",
          "description": "Where the Codex CLI keeps the ChatGPT login: a path, in which `${NAME}` stands for an environment variable and `~/` in front for the home folder; read, watched and renewed while the server runs. Another path is taken from the folder that the server starts in. The default, and null, is `$CODEX_HOME/auth.json`, else `~/.codex/auth.json`. Only for the type `openai-codex`; `codex login` writes it.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "~/.codex/auth.json",
            "${CODEX_LOGIN}"
          ]
        },
        "auth_files": {
          "title": "Login files",
          "description": "Several ChatGPT logins in place of `auth_file`, used in turn as keys are. Each is an instance: `codex.1`, `codex.2` and so on. Only for the type `openai-codex`.",
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Login file",
            "description": "One path, as in `auth_file`.",
            "examples": [
              "~/.codex/auth.json"
            ]
          },
          "examples": [
            [
              "~/.codex/auth.json",
              "~/.codex-work/auth.json"
            ]
          ]
        },
        "instructions_file": {
          "title": "Instructions file",
          "description": "A text, at most 1 MiB of UTF-8, that becomes the `instructions` of a request that brings none: the upstream takes no request without them. The path is relative to the config's folder; the text is read at build and becomes part of server.mjs. null is none. Only for the type `openai-codex`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "instructions.md"
          ]
        },
        "refresh_url": {
          "title": "Refresh URL",
          "description": "Where tokens are renewed: a whole URL, fixed at build time. The default, and null, is OpenAI's, https://auth.openai.com/oauth/token. Only for the type `openai-codex`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "https://auth.openai.com/oauth/token"
          ]
        },
        "api_key": {
          "title": "Key",
          "description": "The environment variable that holds the key, as `${NAME}`; read when the server starts. The default is the type's own, such as `${OPENAI_API_KEY}`. null sends no key.",
          "type": [
            "string",
            "null"
          ],
          "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
          "examples": [
            "${OPENAI_API_KEY}"
          ],
          "x-secret": true
        },
        "api_keys": {
          "title": "Keys",
          "description": "Several keys, used in turn: a list of `${NAME}`, or `${PREFIX_*}` for every PREFIX_1 to PREFIX_99 that is set when the server starts. Each key is an instance, `openai.1`, `openai.2` and so on. An `api_key` beside a list is the first of them.",
          "type": [
            "array",
            "string"
          ],
          "minItems": 1,
          "items": {
            "type": "string",
            "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
            "title": "Key",
            "description": "One key, as `${NAME}`.",
            "examples": [
              "${OPENAI_API_KEY_1}"
            ],
            "x-secret": true
          },
          "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*_\\*\\}$",
          "examples": [
            [
              "${OPENAI_API_KEY_1}",
              "${OPENAI_API_KEY_2}"
            ],
            "${OPENAI_API_KEY_*}"
          ],
          "x-secret": true
        },
        "organization": {
          "title": "Organization",
          "description": "Sent as the header OpenAI-Organization.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "org-example"
          ]
        },
        "project": {
          "title": "Project",
          "description": "Sent as the header OpenAI-Project.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "default": null,
          "examples": [
            "proj_example"
          ]
        },
        "models": {
          "title": "Models",
          "description": "What a bare model name may resolve to, and what /v1/models lists.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Model",
            "description": "A model's name, as the upstream knows it.",
            "examples": [
              "gpt-4o"
            ]
          },
          "default": [],
          "examples": [
            [
              "gpt-4o",
              "gpt-4o-mini"
            ]
          ]
        },
        "timeout": {
          "title": "Timeout",
          "description": "Seconds that a whole request may take, from its start to the last byte of the answer; null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 120,
          "examples": [
            300
          ]
        },
        "connect_timeout": {
          "title": "Connect timeout",
          "description": "Seconds until the connection, TLS included, must stand.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 5,
          "examples": [
            2
          ]
        },
        "header_timeout": {
          "title": "Header timeout",
          "description": "Seconds until the head of the answer, its status and headers, must be there; null for no limit of its own, so that `timeout` alone applies.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": null,
          "examples": [
            15
          ]
        },
        "first_token_timeout": {
          "title": "First-token timeout",
          "description": "Seconds until a streamed answer must show its first generated token; null for no limit. Answers that are not streamed have no first token.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": null,
          "examples": [
            10
          ]
        },
        "stream_idle_timeout": {
          "title": "Stream idle timeout",
          "description": "Seconds that a streamed answer may pause between two pieces; null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 60,
          "examples": [
            30
          ]
        },
        "stream_recovery": {
          "title": "Stream recovery",
          "description": "`hold` keeps an answer back until it is whole, so that one that is cut can still be sought elsewhere; a waiting stream gets keep-alive comments meanwhile. `none` passes it on as it comes.",
          "type": "string",
          "enum": [
            "none",
            "hold"
          ],
          "default": "none",
          "examples": [
            "hold"
          ]
        },
        "affinity": {
          "title": "Affinity",
          "description": "`session` keeps a session with this backend, on the same key, once it has answered and while it is healthy. The default is the `affinity` at the top of the config.",
          "type": "string",
          "enum": [
            "none",
            "session"
          ],
          "examples": [
            "session"
          ]
        },
        "context_windows": {
          "title": "Context windows",
          "description": "Tokens that fit into a model, prompt and answer together, by the model's name. A request that is larger passes the model over; a model that is not listed takes any request.",
          "type": "object",
          "additionalProperties": {
            "type": "integer",
            "minimum": 1,
            "title": "Context window",
            "description": "Tokens.",
            "examples": [
              128000
            ]
          },
          "default": {},
          "examples": [
            {
              "gpt-4o": 128000
            }
          ]
        },
        "headers": {
          "title": "Headers",
          "description": "Extra request headers. A value may contain `${NAME}`.",
          "type": "object",
          "additionalProperties": {
            "type": "string",
            "title": "Header value",
            "description": "Text, in which `${NAME}` stands for an environment variable.",
            "examples": [
              "search"
            ]
          },
          "propertyNames": {
            "pattern": "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
          },
          "default": {},
          "examples": [
            {
              "X-Team": "search"
            }
          ]
        },
        "extra": {
          "title": "Backend parameters",
          "description": "Parameters for every request to this backend: defaults, and `forced_` values that nothing overrides.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "temperature": {
              "title": "Temperature",
              "description": "Sampling temperature, from 0 to 2.",
              "type": "number",
              "minimum": 0,
              "maximum": 2,
              "examples": [
                0.2
              ]
            },
            "top_p": {
              "title": "Nucleus sampling",
              "description": "Share of the probability mass to sample from, from 0 to 1.",
              "type": "number",
              "minimum": 0,
              "maximum": 1,
              "examples": [
                0.9
              ]
            },
            "top_k": {
              "title": "Top-k sampling",
              "description": "How many of the likeliest tokens to sample from; 1 or more.",
              "type": "integer",
              "minimum": 1,
              "examples": [
                40
              ]
            },
            "max_tokens": {
              "title": "Most tokens",
              "description": "Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.",
              "type": "integer",
              "minimum": 1,
              "examples": [
                1024
              ]
            },
            "reasoning_effort": {
              "title": "Reasoning effort",
              "description": "How long a reasoning model may think.",
              "type": "string",
              "enum": [
                "none",
                "minimal",
                "low",
                "medium",
                "high",
                "xhigh",
                "max"
              ],
              "examples": [
                "low"
              ]
            },
            "verbosity": {
              "title": "Verbosity",
              "description": "How long answers should be.",
              "type": "string",
              "enum": [
                "low",
                "medium",
                "high"
              ],
              "examples": [
                "low"
              ]
            },
            "seed": {
              "title": "Seed",
              "description": "Makes sampling repeatable where the upstream can.",
              "type": "integer",
              "examples": [
                7
              ]
            },
            "service_tier": {
              "title": "Service tier",
              "description": "The upstream's processing tier.",
              "type": "string",
              "minLength": 1,
              "examples": [
                "flex"
              ]
            },
            "presence_penalty": {
              "title": "Presence penalty",
              "description": "Penalty on tokens that have appeared, from -2 to 2.",
              "type": "number",
              "minimum": -2,
              "maximum": 2,
              "examples": [
                0.5
              ]
            },
            "frequency_penalty": {
              "title": "Frequency penalty",
              "description": "Penalty on tokens by how often they have appeared, from -2 to 2.",
              "type": "number",
              "minimum": -2,
              "maximum": 2,
              "examples": [
                0.5
              ]
            },
            "forced_temperature": {
              "title": "Forced temperature",
              "description": "As `temperature`, but nothing overrides it: neither the request nor the model string.",
              "type": "number",
              "minimum": 0,
              "maximum": 2,
              "examples": [
                0.2
              ]
            },
            "forced_top_p": {
              "title": "Forced nucleus sampling",
              "description": "As `top_p`, but nothing overrides it: neither the request nor the model string.",
              "type": "number",
              "minimum": 0,
              "maximum": 1,
              "examples": [
                0.9
              ]
            },
            "forced_top_k": {
              "title": "Forced top-k sampling",
              "description": "As `top_k`, but nothing overrides it: neither the request nor the model string.",
              "type": "integer",
              "minimum": 1,
              "examples": [
                40
              ]
            },
            "forced_max_tokens": {
              "title": "Forced most tokens",
              "description": "As `max_tokens`, but nothing overrides it: neither the request nor the model string.",
              "type": "integer",
              "minimum": 1,
              "examples": [
                1024
              ]
            },
            "forced_reasoning_effort": {
              "title": "Forced reasoning effort",
              "description": "As `reasoning_effort`, but nothing overrides it: neither the request nor the model string.",
              "type": "string",
              "enum": [
                "none",
                "minimal",
                "low",
                "medium",
                "high",
                "xhigh",
                "max"
              ],
              "examples": [
                "low"
              ]
            },
            "forced_verbosity": {
              "title": "Forced verbosity",
              "description": "As `verbosity`, but nothing overrides it: neither the request nor the model string.",
              "type": "string",
              "enum": [
                "low",
                "medium",
                "high"
              ],
              "examples": [
                "low"
              ]
            },
            "forced_seed": {
              "title": "Forced seed",
              "description": "As `seed`, but nothing overrides it: neither the request nor the model string.",
              "type": "integer",
              "examples": [
                7
              ]
            },
            "forced_service_tier": {
              "title": "Forced service tier",
              "description": "As `service_tier`, but nothing overrides it: neither the request nor the model string.",
              "type": "string",
              "minLength": 1,
              "examples": [
                "flex"
              ]
            },
            "forced_presence_penalty": {
              "title": "Forced presence penalty",
              "description": "As `presence_penalty`, but nothing overrides it: neither the request nor the model string.",
              "type": "number",
              "minimum": -2,
              "maximum": 2,
              "examples": [
                0.5
              ]
            },
            "forced_frequency_penalty": {
              "title": "Forced frequency penalty",
              "description": "As `frequency_penalty`, but nothing overrides it: neither the request nor the model string.",
              "type": "number",
              "minimum": -2,
              "maximum": 2,
              "examples": [
                0.5
              ]
            }
          },
          "default": {},
          "examples": [
            {
              "temperature": 0.2,
              "forced_seed": 7
            }
          ]
        },
        "mock": {
          "title": "Mock script",
          "description": "How the built-in offline OpenAI answers. Only for the type `mock`.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "word_delay": {
              "title": "Word delay",
              "description": "Seconds between two words of a streamed answer.",
              "type": "number",
              "minimum": 0,
              "maximum": 60,
              "default": 0.02,
              "examples": [
                0.05
              ]
            },
            "reply": {
              "title": "Reply",
              "description": "What it says; null echoes the last user message.",
              "type": [
                "string",
                "null"
              ],
              "default": null,
              "examples": [
                "Hello from the mock."
              ]
            },
            "faults": {
              "title": "Faults",
              "description": "A script, played one entry a request; after it requests go well.",
              "type": "array",
              "items": {
                "title": "Fault",
                "description": "Exactly one of `status`, `delay`, `cut`, `stall` and `ok`, and how often.",
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "status": {
                    "title": "Status",
                    "description": "Answers with this HTTP status and an OpenAI-shaped error.",
                    "type": "integer",
                    "minimum": 400,
                    "maximum": 599,
                    "examples": [
                      429
                    ]
                  },
                  "retry_after": {
                    "title": "Retry-After",
                    "description": "Seconds, sent as the Retry-After header of a `status` fault.",
                    "type": "number",
                    "minimum": 0,
                    "maximum": 86400,
                    "examples": [
                      1
                    ]
                  },
                  "code": {
                    "title": "Error code",
                    "description": "The `code` in the error of a `status` fault; the default is the usual one of the status.",
                    "type": "string",
                    "minLength": 1,
                    "examples": [
                      "rate_limit_exceeded"
                    ]
                  },
                  "delay": {
                    "title": "Delay",
                    "description": "Answers well, this many seconds late.",
                    "type": "number",
                    "minimum": 0,
                    "maximum": 86400,
                    "examples": [
                      2
                    ]
                  },
                  "cut": {
                    "title": "Cut",
                    "description": "Breaks the connection after this many words; 0 is before the headers.",
                    "type": "integer",
                    "minimum": 0,
                    "examples": [
                      3
                    ]
                  },
                  "stall": {
                    "title": "Stall",
                    "description": "Falls silent after this many words and never ends; 0 is before the headers.",
                    "type": "integer",
                    "minimum": 0,
                    "examples": [
                      3
                    ]
                  },
                  "ok": {
                    "title": "Well",
                    "description": "A request in between that goes well.",
                    "type": "boolean",
                    "const": true,
                    "examples": [
                      true
                    ]
                  },
                  "times": {
                    "title": "Times",
                    "description": "How many requests this entry stands for; null for all that follow.",
                    "type": [
                      "integer",
                      "null"
                    ],
                    "minimum": 1,
                    "maximum": 1000000,
                    "default": 1,
                    "examples": [
                      2
                    ]
                  }
                },
                "default": {},
                "examples": [
                  {
                    "status": 429,
                    "retry_after": 1,
                    "times": 2
                  }
                ],
                "oneOf": [
                  {
                    "required": [
                      "status"
                    ]
                  },
                  {
                    "required": [
                      "delay"
                    ]
                  },
                  {
                    "required": [
                      "cut"
                    ]
                  },
                  {
                    "required": [
                      "stall"
                    ]
                  },
                  {
                    "required": [
                      "ok"
                    ]
                  }
                ],
                "dependentRequired": {
                  "retry_after": [
                    "status"
                  ],
                  "code": [
                    "status"
                  ]
                }
              },
              "default": [],
              "examples": [
                [
                  {
                    "status": 503,
                    "times": 2
                  },
                  {
                    "cut": 3
                  }
                ]
              ]
            }
          },
          "default": {},
          "examples": [
            {
              "reply": "Hello.",
              "faults": [
                {
                  "status": 429
                }
              ]
            }
          ]
        }
      },
      "examples": [
        {
          "type": "openai"
        }
      ],
      "required": [
        "type"
      ],
      "allOf": [
        {
          "if": {
            "properties": {
              "type": {
                "enum": [
                  "openai-compatible",
                  "azure-openai"
                ]
              }
            },
            "required": [
              "type"
            ]
          },
          "then": {
            "anyOf": [
              {
                "required": [
                  "base_url"
                ]
              },
              {
                "required": [
                  "api_url"
                ]
              }
            ]
          }
        },
        {
          "if": {
            "properties": {
              "type": {
                "not": {
                  "const": "mock"
                }
              }
            },
            "required": [
              "type"
            ]
          },
          "then": {
            "properties": {
              "mock": false
            }
          }
        }
      ]
    },
    "params": {
      "title": "Parameters",
      "description": "Parameters of a model.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "temperature": {
          "title": "Temperature",
          "description": "Sampling temperature, from 0 to 2.",
          "type": "number",
          "minimum": 0,
          "maximum": 2,
          "examples": [
            0.2
          ]
        },
        "top_p": {
          "title": "Nucleus sampling",
          "description": "Share of the probability mass to sample from, from 0 to 1.",
          "type": "number",
          "minimum": 0,
          "maximum": 1,
          "examples": [
            0.9
          ]
        },
        "top_k": {
          "title": "Top-k sampling",
          "description": "How many of the likeliest tokens to sample from; 1 or more.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            40
          ]
        },
        "max_tokens": {
          "title": "Most tokens",
          "description": "Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            1024
          ]
        },
        "reasoning_effort": {
          "title": "Reasoning effort",
          "description": "How long a reasoning model may think.",
          "type": "string",
          "enum": [
            "none",
            "minimal",
            "low",
            "medium",
            "high",
            "xhigh",
            "max"
          ],
          "examples": [
            "low"
          ]
        },
        "verbosity": {
          "title": "Verbosity",
          "description": "How long answers should be.",
          "type": "string",
          "enum": [
            "low",
            "medium",
            "high"
          ],
          "examples": [
            "low"
          ]
        },
        "seed": {
          "title": "Seed",
          "description": "Makes sampling repeatable where the upstream can.",
          "type": "integer",
          "examples": [
            7
          ]
        },
        "service_tier": {
          "title": "Service tier",
          "description": "The upstream's processing tier.",
          "type": "string",
          "minLength": 1,
          "examples": [
            "flex"
          ]
        },
        "presence_penalty": {
          "title": "Presence penalty",
          "description": "Penalty on tokens that have appeared, from -2 to 2.",
          "type": "number",
          "minimum": -2,
          "maximum": 2,
          "examples": [
            0.5
          ]
        },
        "frequency_penalty": {
          "title": "Frequency penalty",
          "description": "Penalty on tokens by how often they have appeared, from -2 to 2.",
          "type": "number",
          "minimum": -2,
          "maximum": 2,
          "examples": [
            0.5
          ]
        }
      },
      "examples": [
        {
          "temperature": 0.7
        }
      ]
    },
    "failoverRoute": {
      "title": "Failover route",
      "description": "Targets in the order they are tried: `{ policy, elements }`, or the list of elements alone. What else stands beside `elements` applies to each of its targets and wins over the backend's own.",
      "type": [
        "object",
        "array"
      ],
      "additionalProperties": false,
      "required": [
        "elements"
      ],
      "minItems": 1,
      "properties": {
        "policy": {
          "title": "Policy",
          "description": "How keys and elements take turns. `ordered`: as written, each with all its keys before the next. `km`: the same, spelled out. `round-robin`: as `ordered`, but each request starts one element further. `k`: all keys of the first element, and no other element. `m`: each element once, with one key. `mk`: each element with one key, then each with its next key, and so on.",
          "type": "string",
          "enum": [
            "ordered",
            "round-robin",
            "k",
            "m",
            "km",
            "mk"
          ],
          "default": "ordered",
          "examples": [
            "ordered",
            "mk"
          ]
        },
        "elements": {
          "title": "Elements",
          "description": "Model strings, each with its own parameters if it needs them.",
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Element",
            "description": "One target. `[max_context=N]` before it passes it over for requests of more than N tokens.",
            "examples": [
              "openai:gpt-4o",
              "[max_context=32000]groq:llama-3.3-70b-versatile"
            ]
          },
          "examples": [
            [
              "openai:gpt-4o",
              "openrouter:openai/gpt-4o?temperature=0.2"
            ]
          ]
        },
        "timeout": {
          "title": "Timeout",
          "description": "Seconds that a whole request may take, for each target of this route; it wins over the backend's own. null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            300
          ]
        },
        "connect_timeout": {
          "title": "Connect timeout",
          "description": "Seconds until the connection must stand, for each target of this route; it wins over the backend's own.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            2
          ]
        },
        "header_timeout": {
          "title": "Header timeout",
          "description": "Seconds until the head of the answer must be there, for each target of this route; it wins over the backend's own. null for no limit of its own.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            15
          ]
        },
        "first_token_timeout": {
          "title": "First-token timeout",
          "description": "Seconds until a streamed answer must show its first generated token, for each target of this route; it wins over the backend's own. null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            10
          ]
        },
        "stream_idle_timeout": {
          "title": "Stream idle timeout",
          "description": "Seconds that a streamed answer may pause between two pieces, for each target of this route; it wins over the backend's own. null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            30
          ]
        },
        "stream_recovery": {
          "title": "Stream recovery",
          "description": "`hold` keeps an answer back until it is whole, so that one that is cut can still be sought elsewhere; `none` passes it on as it comes. It wins over what each target's backend says.",
          "type": "string",
          "enum": [
            "none",
            "hold"
          ],
          "examples": [
            "hold"
          ]
        },
        "affinity": {
          "title": "Affinity",
          "description": "`session` keeps a session with the target that answered it; `none` does not. It wins over what each target's backend says.",
          "type": "string",
          "enum": [
            "none",
            "session"
          ],
          "examples": [
            "session"
          ]
        }
      },
      "items": {
        "type": "string",
        "minLength": 1,
        "title": "Element",
        "description": "One target. `[max_context=N]` before it passes it over for requests of more than N tokens.",
        "examples": [
          "openai:gpt-4o"
        ]
      },
      "examples": [
        {
          "policy": "ordered",
          "elements": [
            "openai:gpt-4o"
          ]
        },
        {
          "policy": "mk",
          "elements": [
            "openai:gpt-4o",
            "openrouter:openai/gpt-4o"
          ],
          "first_token_timeout": 10
        },
        [
          "openai:gpt-4o",
          "openai:gpt-4o-mini"
        ]
      ]
    }
  }
};
