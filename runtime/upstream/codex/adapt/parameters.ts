import { type GatewayError, gatewayError } from "../../../errors.ts";
import { isObject, type JsonObject } from "../../../protocols/json/json-object.ts";

/**
 * Parameters of the Responses API that the ChatGPT backend rejects: `{"detail":"Unsupported parameter: …"}`. `warn` tells
 * for which values the client is warned; leaving out others changes nothing.
 */
const REFUSED: ReadonlyMap<string, (value: unknown) => boolean> = new Map<string, (value: unknown) => boolean>([
  ["temperature", always],
  ["top_p", always],
  ["max_output_tokens", always],
  ["max_completion_tokens", always],
  ["max_tokens", always],
  ["max_tool_calls", always],
  ["top_logprobs", (value) => value !== 0],
  ["truncation", (value) => value !== "disabled"],
  ["metadata", (value) => isObject(value) && Object.keys(value).length > 0],
  ["user", always],
  ["safety_identifier", always],
  ["prompt_cache_retention", always],
  ["prompt_cache_options", always],
  ["moderation", always],
  ["background", never],
  ["conversation", never],
  ["prompt", never],
  ["stream_options", never],
  ["previous_response_id", never],
]);

/** Parameters without which the answer would be a different one: the error text, and the values to which it applies. */
const MEANT: readonly (readonly [name: string, why: string, asks: (value: unknown) => boolean])[] = [
  [
    "background",
    "openai-codex keeps no responses, so that none can be made in the background",
    (value) => value === true,
  ],
  ["conversation", "openai-codex keeps no conversations", isSomething],
  ["prompt", "openai-codex has no stored prompts", isSomething],
];

/** Why a request cannot be sent at all; null if it can. */
export function unsupportedError(fields: JsonObject): GatewayError | null {
  const found = MEANT.find(([name, , asks]) => asks(fields[name]));
  if (found === undefined) return null;
  const [name, why] = found;
  return gatewayError("unsupported_parameter", `${name}: ${why}.`, name);
}

/** These apply anyway, or there is no other. */
const USUAL_TIERS: ReadonlySet<unknown> = new Set(["auto", "default"]);
/** The API's tiers that a subscription does not have. */
const OTHER_TIERS: ReadonlySet<unknown> = new Set(["flex", "scale"]);

export interface Kept {
  readonly fields: Record<string, unknown>;
  readonly warnings: readonly string[];
}

/** The supported fields, and a warning for each dropped one that the client will miss. */
export function supportedFields(fields: JsonObject): Kept {
  const kept: Record<string, unknown> = {};
  const warnings: string[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const tells = REFUSED.get(name);
    if (tells !== undefined) {
      if (value !== null && value !== undefined && tells(value)) warnings.push(ignored(name));
    } else if (name === "service_tier" && (value === null || USUAL_TIERS.has(value) || OTHER_TIERS.has(value))) {
      if (OTHER_TIERS.has(value)) warnings.push(ignored(`service_tier ${String(value)}`));
    } else kept[name] = value;
  }
  if (fields.store === true) warnings.push("store: openai-codex stores nothing, ignored");
  return { fields: kept, warnings };
}

function ignored(name: string): string {
  return `${name}: not a parameter of openai-codex, ignored`;
}

function isSomething(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function always(): boolean {
  return true;
}

function never(): boolean {
  return false;
}
