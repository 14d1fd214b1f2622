import type { CompiledRouter } from "../contract.ts";
import { type GatewayError, gatewayError } from "../errors.ts";
import { nearNames } from "../near.ts";

/** Makes the answer for a name that leads nowhere: 404, with what is near it. */
export function createNotFound(router: CompiledRouter): (name: string) => GatewayError {
  const backends = router.backends.map((backend) => backend.name);
  const models = router.models.map((model) => model.id);
  return (name) => {
    const colon = name.indexOf(":");
    const slash = name.indexOf("/");
    const prefix = colon > 0 && (slash < 0 || colon < slash) ? name.slice(0, colon) : null;
    const unknown = prefix !== null && !models.includes(name);
    const candidates = unknown ? backends : models;
    const found = nearNames(unknown ? prefix : name, candidates);
    const hint = found.length > 0 ? ` Did you mean ${found.map((each) => `"${each}"`).join(" or ")}?` : "";
    const what = unknown ? `There is no backend "${prefix}"` : `The model "${name}" does not exist`;
    return gatewayError("model_not_found", `${what}${unknown ? ` for the model "${name}"` : ""}.${hint}`, "model");
  };
}
