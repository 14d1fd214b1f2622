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
  "x-examples": [
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
          "description": "The same as `default_backend` at the top level.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "openai"
          ]
        }
      },
      "additionalProperties": {
        "$ref": "#/$defs/backend"
      },
      "defaultSnippets": [
        {
          "label": "openai",
          "description": "OpenAI, with the key in OPENAI_API_KEY.",
          "body": {
            "openai": {
              "type": "openai"
            }
          }
        },
        {
          "label": "other",
          "description": "Any server that speaks the OpenAI API.",
          "body": {
            "${1:other}": {
              "type": "openai-compatible",
              "base_url": "${2:https://llm.example.com/v1}",
              "api_key": "\\${${3:OTHER_API_KEY}\\}"
            }
          }
        }
      ],
      "x-examples": [
        {
          "openai": {
            "type": "openai"
          }
        }
      ]
    },
    "default_backend": {
      "title": "Default backend",
      "description": "The backend that serves model names without a backend that nothing else matches.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
      "examples": [
        "openai"
      ]
    },
    "force_model": {
      "title": "Forced model",
      "description": "Replaces the model of every request; aliases are not applied.",
      "type": [
        "string",
        "null"
      ],
      "minLength": 1,
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
      "examples": [
        "openrouter:openai/gpt-4o"
      ]
    },
    "affinity": {
      "title": "Affinity",
      "description": "`session` keeps a session with the target and key that answered it last, as long as that target is healthy. This makes use of the prompt caches of upstreams. A session is identified by the header x-session-id, or else by `session_id`, `prompt_cache_key` or `user` in the body. `none` routes each request independently. Backends and failover routes can override this.",
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
      "description": "Rules that replace model names; the first rule that matches wins.",
      "type": "array",
      "x-examples": [
        [
          {
            "pattern": "^gpt-(.*)$",
            "replacement": "openrouter:openai/gpt-\\1"
          }
        ]
      ],
      "items": {
        "title": "Alias",
        "description": "One rule.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "pattern": {
            "title": "Pattern",
            "description": "A regular expression, as Python's `re.match` reads it: it has to match from the start of the model name, without its parameters, but not to its end. Syntax errors, and the few constructs that Turnout cannot match, are build errors.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "^gpt-(.*)$"
            ]
          },
          "replacement": {
            "title": "Replacement",
            "description": "The model string that replaces the whole name; `\\1`, `\\g<1>` and `\\g<name>` stand for groups of the pattern.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "openrouter:openai/gpt-\\1"
            ]
          },
          "body": {
            "title": "Body fields",
            "description": "Body fields for chat completions and responses, of any name and value, sent for the names that the pattern matches, unless the client sends a field of that name. They come before those of a failover route, a model and a backend. Parameters such as `temperature` belong in the replacement, as in `openai:gpt-4o?temperature=0.2`. `model`, `messages`, `input` and `stream` cannot be set.",
            "type": "object",
            "additionalProperties": {
              "title": "Value",
              "description": "Any JSON value.",
              "examples": [
                8192
              ],
              "type": [
                "string",
                "number",
                "boolean",
                "null",
                "object",
                "array"
              ]
            },
            "x-examples": [
              {
                "num_ctx": 8192
              }
            ]
          },
          "body_from_headers": {
            "title": "Body fields from headers",
            "description": "Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.",
            "type": "object",
            "additionalProperties": {
              "title": "Header name",
              "description": "The name of a header of the client's request, in upper or lower case.",
              "type": "string",
              "minLength": 1,
              "examples": [
                "X-User-Id"
              ]
            },
            "x-examples": [
              {
                "user": "X-User-Id",
                "metadata.team": "X-Team"
              }
            ]
          },
          "drop": {
            "title": "Dropped fields",
            "description": "Body fields that are never sent for the names that the pattern matches, by name.",
            "type": "array",
            "items": {
              "title": "Field",
              "description": "The name of a field at the top of the body.",
              "type": "string",
              "minLength": 1,
              "examples": [
                "logprobs"
              ]
            },
            "uniqueItems": true,
            "examples": [
              [
                "logprobs"
              ]
            ]
          }
        },
        "x-examples": [
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
      "description": "Default parameters, body fields and timeouts by `backend:model` or by model name. They override a backend's `extra` and timeouts; fields of the request override parameters, and timeouts of a failover route override timeouts.",
      "type": "object",
      "x-examples": [
        {
          "openai:gpt-4o": {
            "temperature": 0.7
          }
        }
      ],
      "additionalProperties": {
        "$ref": "#/$defs/modelDefaults"
      }
    },
    "failover_routes": {
      "title": "Failover routes",
      "description": "Lists of targets by model name: if one fails, the next is tried. The name `*` stands for every name without a backend that has no route of its own.",
      "type": "object",
      "x-examples": [
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
          "description": "Whether failed requests are retried and fail over. If false, the client gets the first error.",
          "type": "boolean",
          "default": true,
          "examples": [
            false
          ]
        },
        "retries": {
          "title": "Retries",
          "description": "How many times one target is retried before the next is tried.",
          "type": "integer",
          "minimum": 0,
          "maximum": 20,
          "default": 1,
          "examples": [
            2
          ]
        },
        "min_retry_wait": {
          "title": "Minimum wait",
          "description": "Seconds before the same target is retried, if the upstream does not say how long to wait.",
          "type": "number",
          "minimum": 0,
          "maximum": 3600,
          "default": 1,
          "examples": [
            0.5
          ]
        },
        "max_silent_wait": {
          "title": "Maximum silent wait",
          "description": "The longest time in seconds that a request waits because an upstream's rate limit asks for it. If the upstream asks for more, the target cools down for that time and the request goes to the next target.",
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
          "description": "Seconds from the arrival of a request in which attempts can be started: no wait that would end later, and no further target after that. A running attempt is ended only by the time limits of its target. If there is another target, an attempt has two thirds of the remaining budget until its response headers.",
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
          "description": "Seconds between two comments that keep a client's stream open while it waits for its first output. If set, they are also sent while a request only waits for a rate limit: then the client gets a status of 200 whatever follows.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 8,
          "examples": [
            5
          ]
        },
        "max_failover_hops": {
          "title": "Maximum hops",
          "description": "How many times one request can move to another target or key.",
          "type": "integer",
          "minimum": 0,
          "maximum": 1000,
          "default": 5,
          "examples": [
            3
          ]
        },
        "max_attempts": {
          "title": "Maximum attempts",
          "description": "How many requests to upstreams one request can cause, with its retries, its failover and all branches of `A!B`.",
          "type": "integer",
          "minimum": 1,
          "maximum": 1000,
          "default": 16,
          "examples": [
            4
          ]
        }
      },
      "x-examples": [
        {
          "retries": 2,
          "total_timeout_budget": 60
        }
      ]
    },
    "resilience": {
      "title": "Resilience",
      "description": "How targets that keep failing are treated.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "circuit_breaker": {
          "title": "Circuit breaker",
          "description": "Tries a target after all others for a while if it has failed several times in a row. It is still tried if it is the only one left.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "enabled": {
              "title": "Enabled",
              "description": "Whether failures are counted. Cooldowns and dead keys apply in any case.",
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
              "description": "Seconds that a circuit stays open before a request tries the target again.",
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
              "description": "Trial requests in a row that have to succeed to close the circuit.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "default": 1,
              "examples": [
                2
              ]
            },
            "half_open_max_inflight": {
              "title": "Concurrent probes",
              "description": "Trial requests at the same time; other requests go to other targets until the circuit is closed.",
              "type": "integer",
              "minimum": 1,
              "maximum": 1000,
              "default": 1,
              "examples": [
                2
              ]
            }
          },
          "x-examples": [
            {
              "failure_threshold": 5
            }
          ]
        }
      },
      "x-examples": [
        {
          "circuit_breaker": {
            "failure_threshold": 5
          }
        }
      ]
    },
    "state": {
      "title": "Shared state",
      "description": "The environment variable that holds the URL of a Redis server, as `${NAME}`; read at start-up. Servers that use the same Redis share cooldowns, dead keys, open circuits, rotations and stored responses. While Redis is unavailable, each server works on its own; so does a server whose variable is not set, which logs a warning at start-up. null keeps the state in memory.",
      "type": [
        "string",
        "null"
      ],
      "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
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
          "description": "false lets everyone use the server who can reach it.",
          "type": "boolean",
          "default": true,
          "examples": [
            false
          ]
        },
        "api_keys": {
          "title": "Client keys",
          "description": "Environment variables that hold the keys of clients, each as `${NAME}`. Clients send one as `Authorization: Bearer KEY`. The key in TURNOUT_API_KEY is accepted too.",
          "type": "array",
          "items": {
            "type": "string",
            "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
            "title": "Client key",
            "description": "One key, as `${NAME}`.",
            "x-examples": [
              "${TURNOUT_API_KEY}"
            ],
            "defaultSnippets": [
              {
                "label": "${TURNOUT_API_KEY}",
                "body": "\\${TURNOUT_API_KEY\\}"
              }
            ],
            "x-secret": true
          },
          "x-examples": [
            [
              "${TURNOUT_API_KEY}"
            ]
          ],
          "x-secret": true
        }
      },
      "x-examples": [
        {
          "api_keys": [
            "${TURNOUT_API_KEY}"
          ]
        }
      ]
    },
    "logging": {
      "title": "Logging",
      "description": "What the server logs and records.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "level": {
          "title": "Level",
          "description": "The lowest level that is logged.",
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
          "description": "The file that records all traffic with clients and upstreams as JSON lines, with secrets removed. null records nothing.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "capture.jsonl"
          ]
        },
        "capture_max_bytes": {
          "title": "Capture file size",
          "description": "Bytes after which the capture file is rotated.",
          "type": "integer",
          "minimum": 1,
          "default": 104857600,
          "examples": [
            1048576
          ]
        },
        "capture_max_files": {
          "title": "Capture files",
          "description": "The number of rotated capture files that are kept; the oldest are deleted first.",
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
          "description": "The total size of all capture files in bytes; the oldest are deleted first.",
          "type": "integer",
          "minimum": 1,
          "default": 524288000,
          "examples": [
            10485760
          ]
        },
        "capture_flush_interval": {
          "title": "Capture flush",
          "description": "Seconds between writes to the capture file.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 1,
          "examples": [
            5
          ]
        }
      },
      "x-examples": [
        {
          "level": "warn"
        }
      ]
    },
    "endpoints": {
      "title": "Endpoints",
      "description": "The endpoints that the server has; the others get a 404. `responses` includes all paths below `/v1/responses`; `images` and `audio` also need `passthrough`; `realtime` is for WebSockets. Models are always listed, and `passthrough` decides about all other paths. The default is all endpoints.",
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
      "description": "Whether API paths that Turnout has no routing for (`/v1/files`, `/v1/batches`, `/v1/vector_stores` and every other path below `/v1/`) are forwarded unchanged to the default backend, with its key. If false, they get a 404 that mentions this setting.",
      "type": "boolean",
      "default": false,
      "examples": [
        true
      ]
    },
    "server": {
      "title": "Server",
      "description": "Where the server listens. Its flags, PORT and HOST override this.",
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "host": {
          "title": "Host",
          "description": "The address to listen on, or `${NAME}` for a variable that holds it; if that is unset, the default counts. Any address other than loopback requires client keys.",
          "type": "string",
          "minLength": 1,
          "default": "127.0.0.1",
          "examples": [
            "0.0.0.0"
          ]
        },
        "port": {
          "title": "Port",
          "description": "The port to listen on, or `${NAME}` for a variable that holds it; if that is unset, the default counts. 0 takes any free one.",
          "type": [
            "integer",
            "string"
          ],
          "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}$",
          "minimum": 0,
          "maximum": 65535,
          "default": 8000,
          "examples": [
            8080
          ]
        },
        "max_body_bytes": {
          "title": "Maximum body size",
          "description": "The largest request body in bytes.",
          "type": "integer",
          "minimum": 1024,
          "maximum": 1073741824,
          "default": 33554432,
          "examples": [
            1048576
          ]
        },
        "keep_alive_timeout": {
          "title": "Keep-alive timeout",
          "description": "Seconds that a client's connection may be idle before the server closes it. It should be longer than that of the load balancer or connection pool in front, which otherwise sends requests over connections that are being closed: those of nginx and AWS wait 60 seconds.",
          "type": "integer",
          "minimum": 1,
          "maximum": 3600,
          "default": 75,
          "examples": [
            120
          ]
        },
        "client_selectors": {
          "title": "Client selectors",
          "description": "How much of the routing language clients may write as their model. `full`: all of it. `targets`: one target, such as `openai:gpt-4o?temperature=0.2`, but no group (`A|B`, `A^B`, `A!B`) and no annotation. `names`: only a name, such as that of an alias, a failover route or a model, without a backend and without parameters; `/v1/models` then lists only those. What is not allowed gets a 400. The config itself may always use all of it.",
          "type": "string",
          "enum": [
            "full",
            "targets",
            "names"
          ],
          "default": "full",
          "examples": [
            "names"
          ]
        },
        "allowed_hosts": {
          "title": "Allowed hosts",
          "description": "Names or addresses, without a port, by which a server that needs no client key and listens on loopback may be asked, besides `localhost` and loopback addresses. Requests with another `Host` are answered with 403, because a web page can send them. If it is set, it also holds for a server that needs no key and listens elsewhere; with client keys it has no effect. A name with a port, a path or `*` is an error.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1
          },
          "uniqueItems": true,
          "x-examples": [
            [
              "turnout.internal",
              "host.docker.internal"
            ]
          ]
        },
        "cors": {
          "title": "Cross-origin requests",
          "description": "Which web pages may use the server from a browser. Their preflight requests are answered, and they can read all answers. By default none may, and a server that needs no client key answers their requests with 403.",
          "type": "object",
          "additionalProperties": false,
          "required": [
            "origins"
          ],
          "properties": {
            "origins": {
              "title": "Origins",
              "description": "The origins of those pages, as browsers send them: `https://chat.example.com`, with a port unless it is the usual one, without a path. `*` stands for every page; a server that needs no client key does not start with it. `null` is an error, because any page can have it.",
              "type": "array",
              "items": {
                "type": "string",
                "minLength": 1
              },
              "minItems": 1,
              "uniqueItems": true,
              "x-examples": [
                [
                  "https://chat.example.com",
                  "http://localhost:3000"
                ]
              ]
            }
          },
          "x-examples": [
            {
              "origins": [
                "https://chat.example.com"
              ]
            }
          ]
        },
        "body_idle_timeout": {
          "title": "Idle timeout of bodies",
          "description": "Seconds without a byte until a request is given up whose body is incomplete (408), or whose client takes nothing of its answer (the connection is closed). Waiting for an upstream does not count.",
          "type": "number",
          "minimum": 1,
          "maximum": 3600,
          "default": 60,
          "examples": [
            30
          ]
        },
        "drain_seconds": {
          "title": "Drain time",
          "description": "Seconds from SIGTERM, SIGINT or SIGHUP until the server ends, whatever is still open; it ends earlier once everything is answered. Answers that are not complete by then are broken off. The time limit of an orchestrator should be some seconds longer.",
          "type": "number",
          "minimum": 0,
          "maximum": 86400,
          "default": 30,
          "examples": [
            120
          ]
        },
        "drain_delay_seconds": {
          "title": "Drain delay",
          "description": "Seconds for which the server still accepts connections after SIGTERM or SIGHUP, while `/readyz` answers 503 with the status `draining`: as long as a load balancer needs to notice. It counts towards `drain_seconds`. SIGINT has no delay.",
          "type": "number",
          "minimum": 0,
          "maximum": 3600,
          "default": 0,
          "examples": [
            10
          ]
        },
        "workers": {
          "title": "Workers",
          "description": "How many processes serve requests on the one port, from 1 to 256, or `auto` for one for each core that the server may use. They share cooldowns, open circuits, dead keys, sessions and stored responses; one that dies is replaced. Each needs the memory of a server. The flag `--workers` overrides this.",
          "type": [
            "integer",
            "string"
          ],
          "pattern": "^auto$",
          "minimum": 1,
          "maximum": 256,
          "default": 1,
          "examples": [
            "auto",
            2
          ]
        },
        "max_parsed_body_bytes": {
          "title": "Maximum size of a parsed body",
          "description": "The largest request body in bytes that is parsed, as a translation needs it. Texts of 2 KB or more in messages and input, such as images, do not count. A larger one gets the status 413. What is passed on as it came only has max_body_bytes.",
          "type": "integer",
          "minimum": 1024,
          "maximum": 1073741824,
          "default": 4194304,
          "examples": [
            16777216
          ]
        },
        "max_parsed_values": {
          "title": "Maximum number of values in a parsed body",
          "description": "How many keys, values of objects and items of lists a request body may have that is parsed, and one more for each 40 bytes. An object counts three times, an item or value directly in a member of the outermost object three times, and a member of the outermost object ten times. One with more gets the status 400.",
          "type": "integer",
          "minimum": 1000,
          "maximum": 100000000,
          "default": 100000,
          "examples": [
            1000000
          ]
        }
      },
      "x-examples": [
        {
          "host": "0.0.0.0",
          "port": 8080
        }
      ]
    },
    "tests": {
      "title": "Routing tests",
      "description": "Tests of where model strings lead; run by `check` and `build`.",
      "type": "array",
      "x-examples": [
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
        "description": "A model string and the targets that it has to lead to, in order.",
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "name": {
            "title": "Name",
            "description": "The name that is shown if the test fails.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "bare names go to openai"
            ]
          },
          "model": {
            "title": "Model",
            "description": "The model string that a client sends.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "gpt-4o"
            ]
          },
          "expect": {
            "title": "Expected targets",
            "description": "`backend:model` of each attempt, in order; a single target needs no list.",
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
        "x-examples": [
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
          "description": "The kind of upstream. Every type except `openai-compatible`, `azure-openai`, `openai-codex` and `mock` has a default base URL and a default environment variable for its key. `openai-responses` is OpenAI with the Responses API only; `openai-codex` uses the ChatGPT login of the Codex CLI.",
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
          "description": "The URL of the API up to but not including `/chat/completions`. With `origins` beside it, it can contain environment variables as `${NAME}`, read at start-up; a URL without a path then gets that of the type. Without `origins` it is fixed at build time. The default (or null) is the type's own URL.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "https://api.openai.com/v1"
          ]
        },
        "api_url": {
          "title": "Base URL (alias)",
          "description": "Another name for `base_url`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "https://api.openai.com/v1"
          ]
        },
        "origins": {
          "title": "Origins",
          "description": "The only origins that a `base_url` with environment variables can lead to: scheme, host, and port unless it is the usual one. A host can start with `*.`, which stands for one or more labels; the port can be `*`. With a URL of any other origin the server does not start. Needed if `base_url` has variables, an error if it has none.",
          "type": "array",
          "minItems": 1,
          "uniqueItems": true,
          "items": {
            "title": "Origin",
            "description": "An origin, or a pattern of origins.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "http://127.0.0.1:*"
            ]
          },
          "x-examples": [
            [
              "http://127.0.0.1:*",
              "http://*.internal:11434"
            ]
          ]
        },
        "api_version": {
          "title": "Azure API version",
          "description": "The version of Azure's older API, `YYYY-MM-DD` or `YYYY-MM-DD-preview`. Requests then go to `/openai/deployments/MODEL/chat/completions?api-version=…`, where the model is the name of a deployment, and `base_url` is the resource, without a path. By default the URL is that of the API without versions, `https://NAME.openai.azure.com/openai/v1`. Only for the type `azure-openai`.",
          "type": "string",
          "pattern": "^\\d{4}-\\d{2}-\\d{2}(-preview)?$",
          "examples": [
            "2024-10-21"
          ]
        },
        "protocol": {
          "title": "Protocol",
          "description": "The only protocol of the upstream; short for a list of one in `protocols`. Only for `openai-compatible` and its presets. It cannot be combined with `protocols`.",
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
          "description": "The protocols of the upstream: `chat` is `/chat/completions`, `responses` is `/responses`. If the client's protocol is in the list, its request is forwarded unchanged. Otherwise it is translated to the first protocol in the list for which there is a translation. The default depends on the type: both for `openai`, `azure-openai` (`chat` with an `api_version` before 2025-03-01) and `xai`, `responses` for `openai-responses`, `chat` for all others. Not for `openai-codex` and `mock`.",
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
          "description": "The file in which the Codex CLI keeps the ChatGPT login, written by `codex login`. In the path, `${NAME}` stands for an environment variable and a leading `~/` for the home folder; other relative paths start at the folder in which the server is started. The server reads, watches and refreshes the login. The default (or null) is `$CODEX_HOME/auth.json`, or else `~/.codex/auth.json`. Only for the type `openai-codex`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "~/.codex/auth.json",
            "${CODEX_LOGIN}"
          ]
        },
        "auth_files": {
          "title": "Login files",
          "description": "Several ChatGPT logins instead of one `auth_file`, used in rotation as keys are. Each is an instance: `codex.1`, `codex.2` and so on. Only for the type `openai-codex`.",
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
          "description": "A text file (UTF-8, up to 1 MiB) that becomes the `instructions` of requests that have none, because the upstream requires them. The path is relative to the folder of the config; the text is read at build time and becomes part of server.mjs. null means no file. Only for the type `openai-codex`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "instructions.md"
          ]
        },
        "refresh_url": {
          "title": "Refresh URL",
          "description": "The URL at which tokens are refreshed, fixed at build time. The default (or null) is OpenAI's, https://auth.openai.com/oauth/token. Only for the type `openai-codex`.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "https://auth.openai.com/oauth/token"
          ]
        },
        "api_key": {
          "title": "Key",
          "description": "The environment variable that holds the key, as `${NAME}`; read at start-up. The default is the type's own variable, such as `${OPENAI_API_KEY}`. null sends no key.",
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
          "description": "Several keys, used in rotation: a list of `${NAME}`, or `${PREFIX_*}` for all of PREFIX_1 to PREFIX_99 that are set at start-up. Each key is an instance: `openai.1`, `openai.2` and so on. If `api_key` is set as well, it is the first of them.",
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
            "x-examples": [
              "${OPENAI_API_KEY_1}"
            ],
            "defaultSnippets": [
              {
                "label": "${OPENAI_API_KEY_1}",
                "body": "\\${OPENAI_API_KEY_1\\}"
              }
            ],
            "x-secret": true
          },
          "pattern": "^\\$\\{[A-Za-z_][A-Za-z0-9_]*_\\*\\}$",
          "examples": [
            "${OPENAI_API_KEY_*}"
          ],
          "x-examples": [
            [
              "${OPENAI_API_KEY_1}",
              "${OPENAI_API_KEY_2}"
            ]
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
          "examples": [
            "proj_example"
          ]
        },
        "models": {
          "title": "Models",
          "description": "The models that clients can use without naming the backend, and that /v1/models lists.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Model",
            "description": "The name of a model, as the upstream knows it.",
            "examples": [
              "gpt-4o"
            ]
          },
          "examples": [
            [
              "gpt-4o",
              "gpt-4o-mini"
            ]
          ]
        },
        "timeout": {
          "title": "Timeout",
          "description": "Seconds for a whole attempt, from sending the request to the last byte of the answer; null for no limit. Raise it for long streams.",
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
          "description": "Seconds until the connection has to be established, TLS included.",
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
          "description": "Seconds until the response headers have to arrive; with null only `timeout` applies.",
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
          "description": "Seconds until the first output of a streamed answer has to arrive; null for no limit. It does not apply to answers that are not streamed.",
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
          "description": "Seconds that a streamed answer can pause between two pieces; null for no limit.",
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
        "stream_end_timeout": {
          "title": "Stream end timeout",
          "description": "Seconds that a streamed answer can pause after all that was asked for (every choice, and its usage if that was requested), without an end of its own; then it ends well. At most `stream_idle_timeout`.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "default": 15,
          "examples": [
            5
          ]
        },
        "stream_recovery": {
          "title": "Stream recovery",
          "description": "`hold` buffers an answer until it is complete, so that the request can still fail over if it breaks off; a waiting stream gets keep-alive comments. `none` passes it on as it arrives.",
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
          "description": "`session` keeps a session with this backend and the key that answered it last, as long as they are healthy. The default is `affinity` at the top level.",
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
          "description": "The context window of models in tokens, prompt and answer together, by model name. A model is skipped for requests that are larger; a model that is not listed accepts every request.",
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
          "x-examples": [
            {
              "gpt-4o": 128000
            }
          ]
        },
        "headers": {
          "title": "Headers",
          "description": "Headers that are sent with every request. A value can contain `${NAME}`.",
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
          "x-examples": [
            {
              "X-Team": "search"
            }
          ]
        },
        "forward_headers": {
          "title": "Forwarded headers",
          "description": "Names of client headers that are forwarded in addition to the usual ones. `*` stands for any characters. Headers with credentials, and those of proxies and browsers, are never forwarded.",
          "type": "array",
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Header name",
            "description": "A name, or a pattern with `*`.",
            "examples": [
              "X-Acme-*"
            ]
          },
          "uniqueItems": true,
          "examples": [
            [
              "X-Request-Id",
              "X-Acme-*"
            ]
          ]
        },
        "ca_file": {
          "title": "CA certificates",
          "description": "A file of certificates in PEM form (up to 1 MiB), for a server whose certificate no public authority has signed. Only they are trusted for this backend. The path is relative to the folder of the config; the certificates are read at build time and become part of server.mjs. null means the authorities that Node knows, and those in NODE_EXTRA_CA_CERTS.",
          "type": [
            "string",
            "null"
          ],
          "minLength": 1,
          "examples": [
            "company-ca.pem"
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
              "title": "Maximum tokens",
              "description": "Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.",
              "type": "integer",
              "minimum": 1,
              "examples": [
                1024
              ]
            },
            "reasoning_effort": {
              "title": "Reasoning effort",
              "description": "How much effort a reasoning model spends.",
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
              "description": "Makes sampling repeatable, if the upstream supports it.",
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
              "title": "Forced maximum tokens",
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
          "x-examples": [
            {
              "temperature": 0.2,
              "forced_seed": 7
            }
          ]
        },
        "body": {
          "title": "Body fields",
          "description": "Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in `extra`. `model`, `messages`, `input` and `stream` cannot be set.",
          "type": "object",
          "additionalProperties": {
            "title": "Value",
            "description": "Any JSON value.",
            "examples": [
              8192
            ],
            "type": [
              "string",
              "number",
              "boolean",
              "null",
              "object",
              "array"
            ]
          },
          "x-examples": [
            {
              "num_ctx": 8192
            }
          ]
        },
        "body_from_headers": {
          "title": "Body fields from headers",
          "description": "Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.",
          "type": "object",
          "additionalProperties": {
            "title": "Header name",
            "description": "The name of a header of the client's request, in upper or lower case.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "X-User-Id"
            ]
          },
          "x-examples": [
            {
              "user": "X-User-Id",
              "metadata.team": "X-Team"
            }
          ]
        },
        "drop": {
          "title": "Dropped fields",
          "description": "Body fields that are never sent, by name; or `unsupported` for the fields of chat completions that servers of the backend's type are known to refuse: `logprobs` and `logit_bias` at Groq, `stream_options`, `seed`, `user` and others at Mistral, fields of other vendors at OpenAI.",
          "type": [
            "array",
            "string"
          ],
          "items": {
            "title": "Field",
            "description": "The name of a field at the top of the body, or `unsupported`.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "logprobs"
            ]
          },
          "uniqueItems": true,
          "examples": [
            "unsupported",
            [
              "logprobs",
              "unsupported"
            ]
          ],
          "pattern": "^unsupported$"
        },
        "mock": {
          "title": "Mock script",
          "description": "How the built-in mock answers. Only for the type `mock`.",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "word_delay": {
              "title": "Word delay",
              "description": "Seconds between the words of a streamed answer.",
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
              "description": "The text of the answer; null repeats the last user message.",
              "type": [
                "string",
                "null"
              ],
              "examples": [
                "Hello from the mock."
              ]
            },
            "faults": {
              "title": "Faults",
              "description": "A script of faults, one entry per request; requests after the last entry succeed.",
              "type": "array",
              "items": {
                "title": "Fault",
                "description": "Exactly one of `status`, `delay`, `cut`, `stall` and `ok`, and how many times.",
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
                    "description": "The `code` in the error of a `status` fault; the default is the usual code for the status.",
                    "type": "string",
                    "minLength": 1,
                    "examples": [
                      "rate_limit_exceeded"
                    ]
                  },
                  "delay": {
                    "title": "Delay",
                    "description": "Answers correctly, but this many seconds late.",
                    "type": "number",
                    "minimum": 0,
                    "maximum": 86400,
                    "examples": [
                      2
                    ]
                  },
                  "cut": {
                    "title": "Cut",
                    "description": "Closes the connection after this many words; 0 closes it before the headers.",
                    "type": "integer",
                    "minimum": 0,
                    "examples": [
                      3
                    ]
                  },
                  "stall": {
                    "title": "Stall",
                    "description": "Goes silent after this many words and never ends; 0 sends no headers.",
                    "type": "integer",
                    "minimum": 0,
                    "examples": [
                      3
                    ]
                  },
                  "ok": {
                    "title": "Success",
                    "description": "A request that succeeds.",
                    "type": "boolean",
                    "const": true,
                    "examples": [
                      true
                    ]
                  },
                  "times": {
                    "title": "Times",
                    "description": "How many requests this entry applies to; null for all that follow.",
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
                "x-examples": [
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
              "x-examples": [
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
          "x-examples": [
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
      "x-examples": [
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
          "title": "Maximum tokens",
          "description": "Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            1024
          ]
        },
        "reasoning_effort": {
          "title": "Reasoning effort",
          "description": "How much effort a reasoning model spends.",
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
          "description": "Makes sampling repeatable, if the upstream supports it.",
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
      "x-examples": [
        {
          "temperature": 0.7
        }
      ]
    },
    "failoverRoute": {
      "title": "Failover route",
      "description": "Targets in the order in which they are tried: `{ policy, elements }`, or just the list of elements. Other keys beside `elements` apply to each of the targets and override the backend's.",
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
          "description": "The order of elements and keys. `ordered`: as written, all keys of an element before the next element. `km`: another name for `ordered`. `round-robin`: like `ordered`, but each request starts one element further. `k`: only the keys of the first element. `m`: each element once, with one key. `mk`: each element with one key, then each with its next key, and so on.",
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
          "description": "Model strings, with parameters if needed.",
          "type": "array",
          "minItems": 1,
          "items": {
            "type": "string",
            "minLength": 1,
            "title": "Element",
            "description": "One target. With `[max_context=N]` in front, it is skipped for requests of more than N tokens. With `[on=KIND]`, it only follows such a failure of the target before it: `context`, `content_filter`, `rate_limit`, `quota`, `auth`, `not_found`, `unprocessable`, `timeout`, `connection`, `server_error`; several are joined by `+`.",
            "examples": [
              "openai:gpt-4o",
              "[max_context=32000]groq:llama-3.3-70b-versatile",
              "[on=context]openai:gpt-4.1"
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
          "description": "Seconds for a whole attempt, for each target of this route; overrides the backend's. null for no limit.",
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
          "description": "Seconds until the connection has to be established, for each target of this route; overrides the backend's.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            2
          ]
        },
        "header_timeout": {
          "title": "Header timeout",
          "description": "Seconds until the response headers have to arrive, for each target of this route; overrides the backend's. With null only `timeout` applies.",
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
          "description": "Seconds until the first output of a streamed answer has to arrive, for each target of this route; overrides the backend's. null for no limit.",
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
          "description": "Seconds that a streamed answer can pause between two pieces, for each target of this route; overrides the backend's. null for no limit.",
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
        "stream_end_timeout": {
          "title": "Stream end timeout",
          "description": "Seconds that a streamed answer can pause after all that was asked for, without an end of its own; then it ends well. At most `stream_idle_timeout`. For each target of this route; overrides the backend's.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            5
          ]
        },
        "stream_recovery": {
          "title": "Stream recovery",
          "description": "`hold` buffers an answer until it is complete, so that the request can still fail over if it breaks off; `none` passes it on as it arrives. Overrides the backend's setting.",
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
          "description": "`session` keeps a session with the target that answered it; `none` does not. Overrides the backend's setting.",
          "type": "string",
          "enum": [
            "none",
            "session"
          ],
          "examples": [
            "session"
          ]
        },
        "body": {
          "title": "Body fields",
          "description": "Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in the elements, as in `openai:gpt-4o?temperature=0.2`. `model`, `messages`, `input` and `stream` cannot be set.",
          "type": "object",
          "additionalProperties": {
            "title": "Value",
            "description": "Any JSON value.",
            "examples": [
              8192
            ],
            "type": [
              "string",
              "number",
              "boolean",
              "null",
              "object",
              "array"
            ]
          },
          "x-examples": [
            {
              "num_ctx": 8192
            }
          ]
        },
        "body_from_headers": {
          "title": "Body fields from headers",
          "description": "Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.",
          "type": "object",
          "additionalProperties": {
            "title": "Header name",
            "description": "The name of a header of the client's request, in upper or lower case.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "X-User-Id"
            ]
          },
          "x-examples": [
            {
              "user": "X-User-Id",
              "metadata.team": "X-Team"
            }
          ]
        },
        "drop": {
          "title": "Dropped fields",
          "description": "Body fields that are never sent to the targets of this route, by name.",
          "type": "array",
          "items": {
            "title": "Field",
            "description": "The name of a field at the top of the body.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "logprobs"
            ]
          },
          "uniqueItems": true,
          "examples": [
            [
              "logprobs"
            ]
          ]
        }
      },
      "items": {
        "type": "string",
        "minLength": 1,
        "title": "Element",
        "description": "One target. With `[max_context=N]` in front, it is skipped for requests of more than N tokens. With `[on=KIND]`, it only follows such a failure of the target before it: `context`, `content_filter`, `rate_limit`, `quota`, `auth`, `not_found`, `unprocessable`, `timeout`, `connection`, `server_error`; several are joined by `+`.",
        "examples": [
          "openai:gpt-4o"
        ]
      },
      "x-examples": [
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
    },
    "modelDefaults": {
      "title": "Defaults of a model",
      "description": "Defaults for one model.",
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
          "title": "Maximum tokens",
          "description": "Most tokens to generate; 1 or more. Sent under the name that the backend's protocol gives it.",
          "type": "integer",
          "minimum": 1,
          "examples": [
            1024
          ]
        },
        "reasoning_effort": {
          "title": "Reasoning effort",
          "description": "How much effort a reasoning model spends.",
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
          "description": "Makes sampling repeatable, if the upstream supports it.",
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
        "timeout": {
          "title": "Timeout",
          "description": "Seconds for a whole attempt, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.",
          "type": [
            "number",
            "null"
          ],
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            600
          ]
        },
        "connect_timeout": {
          "title": "Connect timeout",
          "description": "Seconds until the connection has to be established, for this model; overrides the backend's, and a failover route's overrides it.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            2
          ]
        },
        "header_timeout": {
          "title": "Header timeout",
          "description": "Seconds until the response headers have to arrive, for this model; overrides the backend's, and a failover route's overrides it. With null only `timeout` applies.",
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
          "description": "Seconds until the first output of a streamed answer has to arrive, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.",
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
          "description": "Seconds that a streamed answer can pause between two pieces, for this model; overrides the backend's, and a failover route's overrides it. null for no limit.",
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
        "stream_end_timeout": {
          "title": "Stream end timeout",
          "description": "Seconds that a streamed answer can pause after all that was asked for, without an end of its own; then it ends well. At most `stream_idle_timeout`. For this model; overrides the backend's, and a failover route's overrides it.",
          "type": "number",
          "exclusiveMinimum": 0,
          "maximum": 86400,
          "examples": [
            5
          ]
        },
        "body": {
          "title": "Body fields",
          "description": "Body fields for chat completions and responses, of any name and value, sent unless the client sends a field of that name. Parameters such as `temperature` belong in the keys beside it. `model`, `messages`, `input` and `stream` cannot be set.",
          "type": "object",
          "additionalProperties": {
            "title": "Value",
            "description": "Any JSON value.",
            "examples": [
              8192
            ],
            "type": [
              "string",
              "number",
              "boolean",
              "null",
              "object",
              "array"
            ]
          },
          "x-examples": [
            {
              "num_ctx": 8192
            }
          ]
        },
        "body_from_headers": {
          "title": "Body fields from headers",
          "description": "Body fields for chat completions and responses that are filled with a header of the client's request, as text: the field, or the member of a field behind a dot, and the header's name. A header that is sent replaces the client's field; without it, or if it is empty, the client's field stays, or that of `body`. Headers with credentials, and those of one connection, are build errors.",
          "type": "object",
          "additionalProperties": {
            "title": "Header name",
            "description": "The name of a header of the client's request, in upper or lower case.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "X-User-Id"
            ]
          },
          "x-examples": [
            {
              "user": "X-User-Id",
              "metadata.team": "X-Team"
            }
          ]
        },
        "drop": {
          "title": "Dropped fields",
          "description": "Body fields that are never sent to this model, in addition to those that the backend drops. `unsupported` as in the backend.",
          "type": [
            "array",
            "string"
          ],
          "items": {
            "title": "Field",
            "description": "The name of a field at the top of the body, or `unsupported`.",
            "type": "string",
            "minLength": 1,
            "examples": [
              "logprobs"
            ]
          },
          "uniqueItems": true,
          "examples": [
            "unsupported",
            [
              "logprobs",
              "unsupported"
            ]
          ],
          "pattern": "^unsupported$"
        }
      },
      "x-examples": [
        {
          "temperature": 0.7
        }
      ]
    }
  }
};
