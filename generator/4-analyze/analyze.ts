import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Ir } from "../ir.ts";
import type { Check } from "./checks/check.ts";
import { deadSettings } from "./checks/dead-settings.ts";
import { droppedParameters } from "./checks/dropped-parameters.ts";
import { duplicateElements } from "./checks/duplicate-elements.ts";
import { elementsNeverTried } from "./checks/elements-never-tried.ts";
import { emptyMatchAliases } from "./checks/empty-match-aliases.ts";
import { globPatterns } from "./checks/glob-patterns.ts";
import { hopsNeverReached } from "./checks/hops-never-reached.ts";
import { impossiblePatterns } from "./checks/impossible-patterns.ts";
import { lateTtftTimeouts } from "./checks/late-ttft-timeouts.ts";
import { namesNotFollowed } from "./checks/names-not-followed.ts";
import { noBareNames } from "./checks/no-bare-names.ts";
import { noBranchForLongRequests } from "./checks/no-branch-for-long-requests.ts";
import { nowhereAliases } from "./checks/nowhere-aliases.ts";
import { nowhereTargets } from "./checks/nowhere-targets.ts";
import { openEndedPatterns } from "./checks/open-ended-patterns.ts";
import { policiesWithoutKeys } from "./checks/policies-without-keys.ts";
import { routingTests } from "./checks/routing-tests.ts";
import { sameTargets } from "./checks/same-targets.ts";
import { shadowedRoutes } from "./checks/shadowed-routes.ts";
import { slowPatterns } from "./checks/slow-patterns.ts";
import { unreachableAliases } from "./checks/unreachable-aliases.ts";
import { createFacts } from "./facts/facts.ts";

/** In the order in which their findings are reported. */
const CHECKS: readonly Check[] = [
  impossiblePatterns,
  globPatterns,
  slowPatterns,
  unreachableAliases,
  emptyMatchAliases,
  openEndedPatterns,
  nowhereAliases,
  nowhereTargets,
  noBareNames,
  namesNotFollowed,
  deadSettings,
  duplicateElements,
  sameTargets,
  elementsNeverTried,
  policiesWithoutKeys,
  hopsNeverReached,
  droppedParameters,
  noBranchForLongRequests,
  lateTtftTimeouts,
  shadowedRoutes,
  routingTests,
];

/** Phase 4. Finds mistakes that only the whole config shows. */
export function analyze(ir: Ir): readonly Diagnostic[] {
  const facts = createFacts(ir);
  return CHECKS.flatMap((check) => check(facts));
}
