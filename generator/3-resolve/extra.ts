import type { Params } from "../../runtime/contract/params.ts";
import { PARAM_NAMES } from "../../runtime/selector/params.ts";
import type { BackendParameters } from "../../schema/config.ts";

/** The keys of `extra` that are defaults. */
export function defaultParams(extra: BackendParameters): Params {
  return pick(extra, "");
}

/** The keys of `extra` that nothing overrides, without their `forced_`. */
export function forcedParams(extra: BackendParameters): Params {
  return pick(extra, "forced_");
}

function pick(extra: BackendParameters, prefix: "" | "forced_"): Params {
  const found: Params = {};
  for (const name of PARAM_NAMES) {
    const value = extra[`${prefix}${name}`];
    if (value !== undefined) Object.assign(found, { [name]: value });
  }
  return found;
}
