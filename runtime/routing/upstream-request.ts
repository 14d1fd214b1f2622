import { headersUp } from "../relay/headers.ts";
import type { RequestContext } from "../request/context.ts";
import { editsFor, type FieldEdit } from "../request/edits.ts";
import type { Body } from "../request/read-model.ts";
import { writeBody } from "../request/write-body.ts";
import type { UpstreamRequest } from "../upstream/upstream.ts";
import type { Attempt } from "./attempt.ts";

export interface RequestInput {
  readonly context: RequestContext;
  readonly body: Body;
  readonly attempt: Attempt;
  /** Whether a stream is asked for whatever the client wants: it shows who speaks first. */
  readonly asStream: boolean;
}

/** The usage of a stream comes only if it is asked for. */
const AS_STREAM: readonly FieldEdit[] = [
  { fields: ["stream"], value: true, ifAbsent: false },
  { fields: ["stream_options"], value: { include_usage: true }, ifAbsent: false },
];

/** The client's request as one target gets it; null where the parameters cannot be written into the body. */
export function requestFor({ context, body, attempt, asStream }: RequestInput): UpstreamRequest | null {
  const { endpoint, model, params, rules } = attempt;
  const { frontend, req } = context;
  const edits = editsFor({ backend: endpoint.backend, frontend, model, params });
  const written = writeBody(body, model, asStream ? [...edits, ...AS_STREAM] : edits);
  if (written === null) return null;
  return {
    method: "POST",
    path: endpoint.path + frontend.upstreamPath,
    headers: headersUp(req.headers, endpoint.headers, endpoint.keptBack),
    body: written,
    timeouts: rules?.timeouts ?? null,
  };
}
