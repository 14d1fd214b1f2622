import { type GatewayError, gatewayError } from "../errors.ts";

/** @param where more about it, to follow "not found" */
export function unknownResponse(previous: string, where = ""): GatewayError {
  const message = `Previous response with id '${previous}' not found${where}.`;
  return gatewayError("previous_response_not_found", message, "previous_response_id");
}
