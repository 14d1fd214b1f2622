import type { BackendBase } from "./backend-base.ts";
import type { EnvRef, Text } from "./text.ts";

/** A backend reached over HTTP that speaks the OpenAI API. */
export interface HttpBackend extends BackendBase {
  readonly kind: "http";
  /** `type` in the config; may be the name of a preset. */
  readonly type: string;
  /** `https://api.openai.com`, or what it may be. This backend connects to nothing else. */
  readonly origin: string | OpenOrigin;
  /** The path before `/chat/completions`: `/v1`. Never ends in a slash. Behind an open origin: that of a URL without a path. */
  readonly path: string;
  /** `2024-10-21`: models are asked at `/openai/deployments/MODEL`, with this as `api-version`; left out anywhere else. */
  readonly apiVersion?: string;
  readonly keys: Keys;
  /** How the key is sent: `Authorization: Bearer KEY` or `api-key: KEY`. */
  readonly keyHeader: "authorization" | "api-key";
  /** The only certificate authorities that are trusted, in PEM form; left out for those that Node trusts. */
  readonly ca?: string;
  /** Extra request headers, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: Text])[];
  /** The client headers that are forwarded in addition to the usual ones; left out if there are none. */
  readonly forwardHeaders?: readonly HeaderGlob[];
  /** The body field that carries `max_tokens` in chat completions. */
  readonly maxTokensField: "max_completion_tokens" | "max_tokens";
  /**
   * Whether a server that speaks `responses` stores the responses it creates, so that `previous_response_id` and
   * `/responses/{id}` work. If not, Turnout stores them.
   */
  readonly keepsResponses: boolean;
  /** Whether its chat completions support tools of the type `custom`; if not, they are sent as functions. */
  readonly customTools: boolean;
}

/** The origin of a URL that depends on the environment. It is read once at start. */
export interface OpenOrigin {
  readonly url: Text;
  /**
   * What it may be, as URLs write it: `https://llm.example.com`, `http://*.internal:11434`, `http://127.0.0.1:*`. `*.` stands
   * for one or more labels.
   */
  readonly origins: readonly string[];
}

/** Where a backend's keys come from. One key is one instance: `openai.1`, `openai.2`, … */
export type Keys =
  | { readonly kind: "none" }
  | { readonly kind: "listed"; readonly keys: readonly EnvRef[] }
  /**
   * `${PREFIX_*}`: every variable from `PREFIX_1` to `PREFIX_99` that is set at start. `env` is the prefix, including the
   * underscore.
   */
  | { readonly kind: "numbered"; readonly prefix: EnvRef };

/** Names of headers, in lower case: what `*` stands for is left out between the pieces, `x-acme-*` is `["x-acme-", ""]`. */
export interface HeaderGlob {
  readonly pieces: readonly string[];
  /** Names that it includes and that are never forwarded, such as those of credentials, in pieces as well. */
  readonly except: readonly (readonly string[])[];
}
