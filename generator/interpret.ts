import type { CompiledRouter } from "../runtime/contract.ts";
import { createLocate } from "./interpret/locate.ts";
import type { Place } from "./interpret/place.ts";
import { createRewrite } from "./interpret/rewrite.ts";
import { toRoute } from "./interpret/to-route.ts";
import { noTrace } from "./interpret/trace.ts";
import type { Ir } from "./ir.ts";

/**
 * The plain reference evaluator: it says what a config means by walking its rules one by one, with no thought for
 * speed. The emitted code must say the same for every name.
 */
export function interpret(ir: Ir): Pick<CompiledRouter, "route" | "locate"> {
  const locate = createLocate(ir);
  const rewrite = createRewrite(ir, locate);
  const finish = (place: Place | null) => (place === null ? null : toRoute(place, ir.file));
  return {
    locate: (name) => finish(locate(name, noTrace)),
    route(name) {
      const rewritten = rewrite(name, noTrace);
      return finish(rewritten === undefined ? locate(name, noTrace) : rewritten);
    },
  };
}
