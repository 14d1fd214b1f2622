import { parseSelector } from "../../runtime/selector/parse.ts";
import type { Ir } from "../ir.ts";
import { targetsAt } from "./attempts.ts";
import { createFollow, type Follow } from "./follow.ts";

/** Where a model string leads, as the `expect` of a routing test lists it; nothing if it leads nowhere. */
export function targetsOf(ir: Ir, model: string, follow: Follow = createFollow(ir)): readonly string[] {
  const parsed = parseSelector(model);
  const place = parsed.ok ? follow(parsed.selector).place : null;
  return place === null ? [] : targetsAt(ir, place).map(({ target }) => target);
}
