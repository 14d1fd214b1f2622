import type { CompiledRouter } from "../contract/router.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { nearNames } from "../selector/near.ts";

/** Makes the 404 for an unknown model name, with similar names. */
export type NotFound = (name: string) => GatewayError;

export function createNotFound(router: CompiledRouter): NotFound {
  const backends = router.backends.map((backend) => backend.name);
  const models = router.models.map((model) => model.id);
  return (name) => {
    const prefix = prefixOf(name);
    const message =
      prefix === null
        ? `The model "${name}" does not exist.${hintOf(nearNames(name, models))}`
        : `There is no backend "${prefix}" for the model "${name}".${hintOf(nearNames(prefix, backends).concat(nearNames(name, models)))}`;
    return gatewayError("model_not_found", message, "model");
  };
}

function prefixOf(name: string): string | null {
  const colon = name.indexOf(":");
  const slash = name.indexOf("/");
  return colon > 0 && (slash < 0 || colon < slash) ? name.slice(0, colon) : null;
}

function hintOf(found: readonly string[]): string {
  return found.length > 0 ? ` Did you mean ${found.map((each) => `"${each}"`).join(" or ")}?` : "";
}
