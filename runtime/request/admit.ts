import type { Authenticator } from "../clients/authenticator.ts";
import type { RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import type { WithKey } from "../protocols/client-api.ts";

/** The error for a request without a valid key; null if it may be served, and then its context has the name of its key. */
export function admit(
  auth: Authenticator,
  context: RequestContext,
  request: WithKey = context.req,
): GatewayError | null {
  const admission = auth.check(request, context.frontend.api);
  if (admission.kind === "refused") return admission.error;
  context.key = admission.key;
  return null;
}
