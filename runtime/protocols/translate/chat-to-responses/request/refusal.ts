import { type GatewayError, gatewayError } from "../../../../errors.ts";
import type { JsonObject } from "../../../sse/json-object.ts";

/** What /responses cannot do, where leaving it out would give the client another thing than it asked for. */
export function refusalOf({ n, modalities }: JsonObject): GatewayError | null {
  if (typeof n === "number" && n > 1) {
    const message = `n: /responses, which this backend speaks, gives one answer a request; ${n} were asked for.`;
    return gatewayError("unsupported_parameter", message, "n");
  }
  if (Array.isArray(modalities) && modalities.includes("audio")) {
    const message = "modalities: /responses, which this backend speaks, gives no audio.";
    return gatewayError("unsupported_parameter", message, "modalities");
  }
  return null;
}
