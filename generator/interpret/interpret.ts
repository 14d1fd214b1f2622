import type { CompiledRouter } from "../../runtime/contract/router.ts";
import type { Ir } from "../ir.ts";
import { createLocate } from "./locate.ts";
import type { Place } from "./place.ts";
import { createRewrite } from "./rewrite.ts";
import { toRoute } from "./to-route.ts";
import { noTrace } from "./trace.ts";

/**
 * The reference evaluator: it defines what a config means by walking its rules one by one, without regard for
 * speed. The emitted code has to give the same result for every name.
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
