import { lengthOf, uploadOf } from "../body/upload.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import type { PassInput, PassthroughTools } from "./pass-input.ts";

const REPEATABLE: ReadonlySet<string> = new Set(["GET", "HEAD", "DELETE"]);
const EMPTY = { pieces: [], length: 0 };

/**
 * Sends a request to the default backend, always with its first key: files, batches and stores belong to the account that
 * created them. Only requests that are idempotent are retried.
 */
export function toDefault({ tools, context, place, ready, broken }: PassInput): void {
  const endpoint = defaultEndpoint(tools, place.path);
  if ("code" in endpoint) {
    ready(endpoint);
    return;
  }
  const { req } = context;
  const { method = "GET" } = req;
  const length = lengthOf(req);
  const hasBody = length === null || length > 0;
  const noBody = req.headers["content-length"] === undefined ? null : EMPTY;
  ready({
    path: place.path + place.query,
    attempts: [{ endpoint, model: "", params: null, rules: null }],
    bodyFor: () =>
      hasBody
        ? uploadOf({ req, length, before: [], stalled: broken, pass: (chunk) => [chunk], closes: () => true })
        : noBody,
    repeatable: !hasBody && REPEATABLE.has(method),
    byModel: false,
    asItCame: true,
  });
}

/** The endpoint for requests that name no model. */
export function defaultEndpoint(
  { backends, defaultBackend, endpoints, explainKeyless }: PassthroughTools,
  path: string,
): PreparedEndpoint | GatewayError {
  const backend = defaultBackend === null ? undefined : backends[defaultBackend];
  if (backend === undefined) {
    return gatewayError("not_found", `${path} would go to the default backend, and this server has none.`);
  }
  const [first] = endpoints[backend.index] ?? [];
  if (first === undefined) return gatewayError("missing_upstream_key", explainKeyless(backend.index));
  if (first.passthrough) return first;
  const message = `${path} would go to the default backend "${backend.name}", which is of the type ${backend.type} and has no such endpoint.`;
  return gatewayError("not_found", message);
}
