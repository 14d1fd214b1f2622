import { type GatewayError, gatewayError } from "../errors.ts";

/** All methods that any path has. Others can be harmful: an upstream's answer to TRACE has its key in it. */
const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The value of `Allow` for a path that may have all of them. */
export const ALL_METHODS = [...METHODS].join(", ");

/** The error for a method that no path has; null for others. */
export function methodRefusal(method: string): GatewayError | null {
  return METHODS.has(method) ? null : notAllowed(method, ALL_METHODS);
}

/** @param allow the value of `Allow`, which must be sent with it. */
export function notAllowed(method: string, allow: string): GatewayError {
  return gatewayError("method_not_allowed", `${method} is not allowed here. Allowed: ${allow}.`);
}
