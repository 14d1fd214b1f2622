import { type GatewayError, gatewayError } from "../../errors.ts";
import { DEEPEST, type WholeLimits } from "./limits.ts";
import type { Survey } from "./survey.ts";

/** The error for a body that is not read, in the words of its limit and of the setting. */
export function tooMuch(kind: Exclude<Survey["kind"], "fits">, { bytes, values }: WholeLimits): GatewayError {
  switch (kind) {
    case "long": {
      const limit = `${bytes} bytes besides its long texts (server.max_parsed_body_bytes)`;
      return gatewayError("body_too_large", `${READ} a body can have ${limit}; this one has more.`);
    }
    case "crowded": {
      const limit = `${values} values in its objects and lists (server.max_parsed_values)`;
      return gatewayError("body_too_complex", `${READ} a body can have ${limit}; this one has more.`);
    }
    case "deep": {
      const limit = `${DEEPEST} levels of objects and lists`;
      return gatewayError("body_too_complex", `${READ} a body can have ${limit}; this one has more.`);
    }
  }
}

const READ = "To be parsed, as this request needs,";
