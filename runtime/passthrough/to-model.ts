import { readEncoded } from "../body/decode/read-encoded.ts";
import { editsFor } from "../body/edits.ts";
import { readBody } from "../body/read-body.ts";
import { writeBody } from "../body/write-body.ts";
import { type GatewayError, gatewayError, INTERNAL } from "../errors.ts";
import { type Prepared, prepare } from "../request/prepare.ts";
import type { Attempt } from "../targets/attempt.ts";
import { payloadOf } from "../wire/payload.ts";
import type { Payload } from "../wire/upstream.ts";
import { boundaryOf } from "./form/boundary.ts";
import { type Form, readForm } from "./form/read-form.ts";
import type { PassInput } from "./pass-input.ts";
import type { Passing } from "./pass-run.ts";
import { defaultEndpoint } from "./to-default.ts";

/** Images and audio: sends the request to the backend of the model that the body names, or else to the default one. */
export function toModel(input: PassInput): void {
  const { context, tools, ready } = input;
  const { req } = context;
  const encoded = req.headers["content-encoding"] !== undefined;
  const boundary = boundaryOf(req.headers["content-type"]);
  const guarded =
    <T extends object>(make: (value: T) => Passing | GatewayError) =>
    (value: T | GatewayError | null): void => {
      if (value === null || isError(value)) ready(value);
      else ready(attempted(input, () => make(value)));
    };
  if (boundary === null) {
    const read = encoded ? readEncoded : readBody;
    read(
      req,
      tools.maxBodyBytes,
      guarded((payload: Payload) => ofJson(input, payload)),
    );
  } else if (encoded) {
    ready(gatewayError("unsupported_encoding", "Forms are taken without a Content-Encoding only."));
  } else
    readForm(
      req,
      boundary,
      tools.maxBodyBytes,
      guarded((form: Form) => ofForm(input, form)),
    );
}

function isError(value: object): value is GatewayError {
  return "code" in value;
}

function attempted({ tools, context }: PassInput, make: () => Passing | GatewayError): Passing | GatewayError {
  try {
    return make();
  } catch (error) {
    tools.log.error("internal_error", { id: context.id, message: String(error) });
    return INTERNAL;
  }
}

function ofJson(input: PassInput, payload: Payload): Passing | GatewayError {
  const { tools, context } = input;
  const prepared = prepare(tools, context, payload);
  if (isError(prepared)) {
    return prepared.code === "missing_model" ? unnamed(input, () => payload, true) : prepared;
  }
  const { body } = prepared;
  return routed(input, prepared, true, ({ endpoint, model, params }) => {
    const edits = editsFor({ target: endpoint, frontend: context.frontend, model, params });
    const unreadable = (): GatewayError =>
      body.refusal ?? gatewayError("invalid_json", "The request body could not be read as JSON.");
    return writeBody(body, model, edits) ?? unreadable();
  });
}

function ofForm(input: PassInput, form: Form): Passing | GatewayError {
  const { tools, context, broken } = input;
  const named = form.model === null ? {} : { model: form.model };
  const prepared = prepare(tools, context, payloadOf([Buffer.from(JSON.stringify(named))]));
  if (isError(prepared)) {
    const none = prepared.code === "missing_model" && form.model === null;
    return none ? unnamed(input, () => form.body(null, [], broken), form.whole) : prepared;
  }
  return routed(input, prepared, form.whole, ({ endpoint, model, params }) =>
    form.body(model, editsFor({ target: endpoint, frontend: context.frontend, model, params }), broken),
  );
}

/** Racing such requests would be charged for each; the legs are tried one after the other instead. */
function routed(
  { context, place }: PassInput,
  prepared: Prepared,
  repeatable: boolean,
  bodyFor: (attempt: Attempt) => ReturnType<Passing["bodyFor"]>,
): Passing | GatewayError {
  const all = prepared.kind === "race" ? prepared.legs.flatMap(({ attempts }) => attempts) : prepared.attempts;
  const attempts = all.filter(({ endpoint }) => endpoint.passthrough);
  if (attempts.length === 0) {
    const names = [...new Set(all.map(({ endpoint }) => `"${endpoint.backend.name}"`))].join(", ");
    return gatewayError(
      "unsupported_endpoint",
      `The model's backend ${names} has no ${context.frontend.path}.`,
      "model",
    );
  }
  return { path: place.path + place.query, attempts, bodyFor, repeatable, byModel: true, asItCame: false };
}

/** A request without a model: the default backend decides which one it uses. */
function unnamed(
  { tools, place }: PassInput,
  bodyFor: Passing["bodyFor"],
  repeatable: boolean,
): Passing | GatewayError {
  const endpoint = defaultEndpoint(tools, place.path);
  if (isError(endpoint)) return endpoint;
  const attempts = [{ endpoint, model: "", params: null, rules: null }];
  return { path: place.path + place.query, attempts, bodyFor, repeatable, byModel: false, asItCame: false };
}
