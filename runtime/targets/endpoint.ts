import type { Backend, HttpBackend, Protocol } from "../contract.ts";
import type { Adapt } from "../wire/adapt.ts";
import type { Upstream } from "../wire/upstream.ts";

/** A backend with one of its keys. */
export interface Instance {
  /** `openai.1`. */
  readonly name: string;
  /** Counted from 1; a listed key keeps its number when one before it is unset. */
  readonly number: number;
  /** The environment variable, or the auth file; null where the backend needs no key. */
  readonly keyName: string | null;
  readonly secret: string | null;
}

/** What an upstream can do. Every driver says all of it, so that nothing else has to ask of what kind a backend is. */
export interface Capabilities {
  readonly protocols: readonly Protocol[];
  /** Whether it has the endpoints of the API that belong to no protocol, such as embeddings. */
  readonly otherEndpoints: boolean;
  /** Whether it takes requests for the rest of the API: images, audio, files. */
  readonly passthrough: boolean;
  /** Whether it takes WebSockets. */
  readonly realtime: boolean;
  /** Whether it keeps the responses that it makes; if not, Turnout keeps them. */
  readonly keepsResponses: boolean;
  /** Whether it answers in streams only; for other clients they are put together. */
  readonly streamsOnly: boolean;
  /** What a rate limit is on: each `model` by itself, or the whole `instance`. */
  readonly limitScope: "model" | "instance";
  /** The body field that carries `max_tokens` in chat completions. */
  readonly maxTokensField: HttpBackend["maxTokensField"];
  /** Client headers that do not go to it, beyond those that go nowhere. Names in lower case. */
  readonly withheld: readonly string[];
  /** What its requests need beyond the API; null where that is nothing. */
  readonly adapt: Adapt | null;
}

/** Where requests for one instance go. */
export interface Endpoint extends Capabilities {
  readonly backend: Backend;
  readonly instance: Instance;
  readonly upstream: Upstream;
  /** How a capture names the other side: an origin, or the backend's name. */
  readonly address: string;
  /** What stands before `/chat/completions`: `/v1`. */
  readonly path: string;
  /** Names and values in turn, sent with every request: credentials, organization, the config's extra headers. */
  readonly headers: readonly string[];
}
