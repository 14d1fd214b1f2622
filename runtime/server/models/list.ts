import type { ListedModel } from "../../contract.ts";

/** The API's model object. */
export interface ModelObject {
  readonly id: string;
  readonly object: "model";
  /** Unix seconds. Nobody knows when a name in a config came to be, so it is always 0. */
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
 * The same for the Codex CLI, which asks with `?client_version=…` and wants descriptions of models in `models`: without
 * any it goes by its own, and without the member it logs an error and asks again.
 */
export function modelListForCodex(models: readonly ListedModel[]): ModelList & { readonly models: readonly [] } {
  return { ...modelList(models), models: [] };
}

export function modelObject({ id, owned_by }: ListedModel): ModelObject {
  return { id, object: "model", created: 0, owned_by };
}
