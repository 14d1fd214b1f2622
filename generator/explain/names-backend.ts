import type { Branch } from "../../runtime/selector/selector.ts";
import type { Ir } from "../ir.ts";

/** Whether what stands before the first colon of a branch is a backend, and not a part of the model's name. */
export function namesBackend(ir: Ir, branch: Pick<Branch, "backend">): boolean {
  return ir.backends.some(({ backend }) => backend.name === branch.backend);
}
