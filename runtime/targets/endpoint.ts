import type { Backend } from "../contract/backend.ts";
import type { HttpBackend } from "../contract/http-backend.ts";
import type { Protocol } from "../contract/protocol.ts";
import type { BackendDialect } from "../protocols/endpoints/dialect.ts";
import type { Adapt } from "../wire/adapt.ts";
import type { Forwards } from "../wire/forwarded-names.ts";
import type { Masks } from "../wire/masks/masks.ts";
import type { Upstream, UpstreamEvents } from "../wire/upstream.ts";

/** A backend with one of its keys. */
export interface Instance {
  /** `openai.1`. */
  readonly name: string;
  /** Counted from 1; a listed key keeps its number if an earlier one is unset. */
  readonly number: number;
  /** The environment variable, or the auth file; null if the backend needs no key. */
  readonly keyName: string | null;
  readonly secret: string | null;
}

/** What an upstream can do. Every driver sets all of it, so that no other code depends on the kind of a backend. */
export interface Capabilities {
  readonly protocols: readonly Protocol[];
  /** Whether it has the API's endpoints that belong to no protocol, such as embeddings; or the paths of those that it has. */
  readonly otherEndpoints: boolean | readonly string[];
  /** Whether it accepts requests for the rest of the API: images, audio, files. */
  readonly passthrough: boolean;
  /** Whether it accepts WebSockets. */
  readonly realtime: boolean;
  /** Whether it stores the responses it creates; if not, Turnout stores them. */
  readonly keepsResponses: boolean;
  /** Whether it only answers in streams, which are combined for other clients. */
  readonly streamsOnly: boolean;
  /** What a rate limit applies to: each `model` separately, or the whole `instance`. */
  readonly limitScope: "model" | "instance";
  /** The body field that carries `max_tokens` in chat completions. */
  readonly maxTokensField: HttpBackend["maxTokensField"];
  /** Whether its chat completions know tools of the type `custom`; if not, they are sent as functions. */
  readonly customTools: boolean;
  /** Which client headers are sent to it. */
  readonly forwards: Forwards;
  /** What of a client's query is sent to it where nothing is translated. */
  readonly queryUp: (url: string | undefined) => string;
  /** Takes its own name of a model out of the events of an answer; null if it names none there. */
  readonly withoutModelNames: ((events: UpstreamEvents) => UpstreamEvents) | null;
  /** Writes chat messages with roles that its server knows; null if it knows all. */
  readonly plainRoles: ((messages: readonly unknown[]) => readonly unknown[]) | null;
  /** Which of the API's fields its server knows by other names; null if it knows all. */
  readonly dialect: BackendDialect | null;
  /** What its requests need beyond the API; null if nothing. */
  readonly adapt: Adapt | null;
}

/** The destination of requests for one instance. */
export interface Endpoint extends Capabilities {
  readonly backend: Backend;
  readonly instance: Instance;
  readonly upstream: Upstream;
  /** What its answers are searched for, by `upstream` and by all else that connects to it; null if nothing is secret. */
  readonly masks: Masks | null;
  /** The other side's name in a capture: the origin that it connects to, or the name of a backend of another kind. */
  readonly address: string;
  /** The path before `/chat/completions`: `/v1`. */
  readonly path: string;
  /**
   * The whole path and query where `path` alone is not what comes before the API's; null where it is.
   * @param target path and query of the API: `/images/edits?a=b`
   * @param model "" if the request is about none
   */
  readonly pathFor: ((target: string, model: string) => string) | null;
  /** Alternating names and values, sent with every request: credentials, organization, the config's extra headers. */
  readonly headers: readonly string[];
}

/** Where a request goes. `target` and `model` as for `pathFor`. */
export function pathAt(endpoint: Endpoint, target: string, model: string): string {
  return endpoint.pathFor === null ? endpoint.path + target : endpoint.pathFor(target, model);
}
