import type { ClientTool } from "../../../runtime/protocols/model/tool.ts";

/** A function that takes nothing. */
export const NOW: ClientTool = {
  kind: "function",
  name: "now",
  namespace: null,
  description: null,
  input: null,
  strict: null,
  extras: null,
  cache: null,
};

export const PATCH: ClientTool = { ...NOW, kind: "custom", name: "patch" };
