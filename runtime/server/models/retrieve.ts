import type { ListedModel } from "../../contract/router.ts";
import { type GatewayError, gatewayError } from "../../errors.ts";
import { nearNames } from "../../selector/near.ts";
import { type ModelObject, modelObject } from "./list.ts";

export type RetrievedModel =
  | { readonly kind: "found"; readonly model: ModelObject }
  | { readonly kind: "missing"; readonly error: GatewayError };

/** `encoded` is the rest of the path after `/models/`: ids may contain slashes and colons, percent-encoded or not. */
export function retrieveModel(models: readonly ListedModel[], encoded: string): RetrievedModel {
  const id = decode(encoded);
  const listed = models.find((model) => model.id === id);
  if (listed !== undefined) return { kind: "found", model: modelObject(listed) };
  const near = nearNames(
    id,
    models.map((model) => model.id),
  );
  const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `'${name}'`).join(" or ")}?` : "";
  return {
    kind: "missing",
    error: gatewayError("model_not_found", `The model '${id}' is not listed.${hint}`, "model"),
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
