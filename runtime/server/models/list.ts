import type { ListedModel } from "../../contract/router.ts";

/** The API's model object. */
export interface ModelObject {
  readonly id: string;
  readonly object: "model";
  /** Unix seconds. The creation time of a name in a config is unknown, so this is always 0. */
  readonly created: 0;
  readonly owned_by: string;
}

export interface ModelList {
  readonly object: "list";
  readonly data: readonly ModelObject[];
}

export function modelList(models: readonly ListedModel[]): ModelList {
  return { object: "list", data: models.map(modelObject) };
}

/**
 * The list for the Codex CLI, which sends `?client_version=…` and expects descriptions in `models`: with an empty list it
 * uses its own, and without the member it logs an error and asks again.
 */
export function modelListForCodex(models: readonly ListedModel[]): ModelList & { readonly models: readonly [] } {
  return { ...modelList(models), models: [] };
}

export function modelObject({ id, owned_by }: ListedModel): ModelObject {
  return { id, object: "model", created: 0, owned_by };
}
