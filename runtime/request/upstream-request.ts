import { applyEdits, editsFor, ignored, withEdits } from "../body/edits.ts";
import { withFieldRules } from "../body/field-rules.ts";
import { fieldsIn } from "../body/fields-in.ts";
import type { HeaderFields } from "../body/header-fields.ts";
import type { Body } from "../body/read-model.ts";
import { sessionIdOf } from "../body/session-id.ts";
import { written } from "../body/whole/long-texts.ts";
import { writeBody } from "../body/write-body.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import type { AnswerHalves } from "../protocols/codec.ts";
import type { FieldEdit } from "../protocols/endpoints/field-edit.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import type { RouteTo, UpstreamRoute } from "../protocols/registry/upstream-route.ts";
import type { StreamProtocol } from "../protocols/stream-protocol.ts";
import type { Attempt } from "../targets/attempt.ts";
import { pathAt } from "../targets/endpoint.ts";
import { headersUp } from "../wire/headers.ts";
import { replaced } from "../wire/replaced.ts";
import type { Payload, UpstreamRequest } from "../wire/upstream.ts";
import type { Issuers } from "./issuers/issuers.ts";

export interface RequestInput {
  readonly context: RequestContext;
  readonly body: Body;
  readonly attempt: Attempt;
  readonly routeTo: RouteTo;
  /** Whether to ask the upstream for a stream even if the client did not. */
  readonly asStream: boolean;
  /** null where nothing has an issuer. */
  readonly issuers: Issuers | null;
  /** null where no body field is filled with a header. */
  readonly headerFields: HeaderFields | null;
  /** Whether reasoning is left out, because the target has refused it. */
  readonly bare: boolean;
  /** Seconds since 1970. */
  readonly now: number;
  readonly newId: () => string;
}

/** The client's request in the form for one target. */
export type RequestMade =
  | {
      readonly kind: "made";
      readonly request: UpstreamRequest;
      /** Translates the answer into the client's protocol; null if it is not translated. */
      readonly back: AnswerHalves | null;
      /** What was left out because the target does not support it. */
      readonly warnings: readonly string[];
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

interface Written {
  readonly kind: "written";
  readonly body: Payload;
  /** Alternating names and values; they replace the client's headers of the same names. */
  readonly headers: readonly string[];
  readonly back: AnswerHalves | null;
  readonly warnings: readonly string[];
}

const NONE: readonly string[] = [];
/** The answer must be read. */
const PLAIN: readonly string[] = ["accept-encoding", "identity"];
/** Always written anew, whatever the client sent. */
const WRITTEN_ANEW: readonly string[] = ["content-type", "application/json", ...PLAIN];
const UNWRITABLE = refused(
  "invalid_json",
  "The request body could not be read as JSON, or it nests too deep for its parameters to be set.",
);

function unwritable({ refusal }: Body): Refused {
  return refusal === null ? UNWRITABLE : { kind: "refused", error: refusal };
}

export function requestFor(input: RequestInput): RequestMade {
  const { context, attempt } = input;
  const { endpoint, rules } = attempt;
  const route = input.routeTo(context.frontend, endpoint);
  if (route === null) {
    const message = `The backend "${endpoint.backend.name}" has no ${context.frontend.path}.`;
    return refused("unsupported_endpoint", message);
  }
  const { at, translation } = route;
  const own = translation === null && endpoint.adapt === null;
  const changed = !own || input.issuers?.concerns({ at, body: input.body, bare: input.bare });
  const made = changed ? rewritten(input, route) : asItIs(input, route);
  if (made.kind === "refused") return made;
  const headers = headersUp(context.req.headers, endpoint.headers, endpoint.forwards);
  const request: UpstreamRequest = {
    method: "POST",
    path: pathAt(endpoint, route.at.path + (own ? endpoint.queryUp(context.req.url) : ""), attempt.model),
    headers: made.headers.length === 0 ? headers : replaced(headers, made.headers),
    body: made.body,
    timeouts: rules?.timeouts ?? null,
  };
  return { kind: "made", request, back: made.back, warnings: warningsOf(attempt, route, made.warnings) };
}

function warningsOf({ endpoint, params }: Attempt, { at }: UpstreamRoute, more: readonly string[]): readonly string[] {
  return params === null ? more : [...ignored({ target: endpoint, frontend: at, params }), ...more];
}

/** The client's own bytes, apart from what routing changes in them. */
function asItIs(
  { context, body, attempt, asStream, headerFields }: RequestInput,
  { at }: UpstreamRoute,
): Written | Refused {
  const { endpoint, model, params, rules } = attempt;
  const set = editsFor({ target: endpoint, frontend: at, model, params });
  const known = endpoint.dialect?.ofBody(at, body, set) ?? set;
  const { headers } = context.req;
  const edits = withFieldRules({ edits: known, at, backend: endpoint.backend, model, rules, headers, headerFields });
  const payload = writeBody(body, model, asStream ? [...edits, ...streaming(at.stream)] : edits);
  return payload === null
    ? unwritable(body)
    : { kind: "written", body: payload, headers: asStream ? PLAIN : NONE, back: null, warnings: NONE };
}

/** The client's request translated, or adapted to an upstream that differs from the API. */
function rewritten(input: RequestInput, { at, translation }: UpstreamRoute): Written | Refused {
  const { context, body, attempt, asStream, issuers, headerFields, bare, now, newId } = input;
  const { endpoint, model, params, rules } = attempt;
  const { adapt } = endpoint;
  const sent = fieldsIn(body);
  if (sent === null) return unwritable(body);
  // The translation must know that the answer comes as a stream, and request what that needs.
  const asked = asStream ? withEdits(sent, streaming(context.frontend.stream)) : sent;
  const translated = translation?.request({ fields: asked, model, target: endpoint, now, newId }) ?? null;
  if (translated?.kind === "refused") return translated;
  // The client's own fields are needed for the next attempt.
  const whole: Record<string, unknown> = translated?.fields ?? { ...asked };
  whole.model = model;
  const set = editsFor({ target: endpoint, frontend: at, model, params });
  const known = endpoint.dialect?.ofFields(at, whole, set) ?? set;
  const { headers } = context.req;
  applyEdits(
    whole,
    withFieldRules({ edits: known, at, backend: endpoint.backend, model, rules, headers, headerFields }),
  );
  const readable = issuers?.fieldsFor({ at, fields: whole, endpoint, bare });
  if (readable?.kind === "refused") return readable;
  const fields: JsonObject = readable?.fields ?? whole;
  const adapted = adapt?.({
    fields,
    model,
    path: at.path,
    headers,
    session: context.session ?? sessionIdOf(context.req.headers, body),
  });
  if (adapted !== undefined && "refused" in adapted) return { kind: "refused", error: adapted.refused };
  const payload = written(adapted?.fields ?? fields, body.long);
  if (payload === null) return UNWRITABLE;
  return {
    kind: "written",
    body: payload,
    headers: adapted === undefined ? WRITTEN_ANEW : [...WRITTEN_ANEW, ...adapted.headers],
    back: translated?.back ?? null,
    warnings: [...(translated?.warnings ?? NONE), ...(adapted?.warnings ?? NONE)],
  };
}

/** Whatever the client asked for. */
function streaming({ asked }: StreamProtocol): readonly FieldEdit[] {
  return Object.entries(asked).map(([name, value]) => ({ fields: [name], member: null, value, ifAbsent: false }));
}

type Refused = Extract<RequestMade, { kind: "refused" }>;

function refused(code: "invalid_json" | "unsupported_endpoint", message: string): Refused {
  return { kind: "refused", error: gatewayError(code, message) };
}
