import type { BackendIr, RoutingTest } from "../ir.ts";
import { type Context, type Located, spanAt, textsAt } from "./context.ts";
import { readSelector, resolveSelector } from "./selectors.ts";

/** `tests`, with every model string in them checked like any other. */
export function resolveTests(context: Context, backends: readonly BackendIr[]): readonly RoutingTest[] {
  return (context.config.tests ?? []).map((test, index) => {
    const model: Located = { text: test.model, span: spanAt(context, ["tests", index, "model"]) };
    const path = ["tests", index, "expect"];
    const expect =
      typeof test.expect === "string" ? [{ text: test.expect, span: spanAt(context, path) }] : textsAt(context, path);
    // An alias can match a name whose prefix is not a backend, so only the syntax of the model is checked here.
    readSelector(context, model);
    for (const target of expect) resolveSelector(context, backends, target, "The target that a test expects");
    return { origin: model.span, name: test.name ?? null, model: test.model, expect: expect.map(({ text }) => text) };
  });
}
