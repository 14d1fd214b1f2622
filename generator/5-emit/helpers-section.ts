import type { Emission } from "./emission.ts";
import { GROUP_HELPERS } from "./helpers/groups.ts";
import type { Helper, HelperText } from "./helpers/helper.ts";
import { MACHINE } from "./helpers/machine.ts";
import { makerHelpers } from "./helpers/makers.ts";
import { targetHelpers } from "./helpers/targets.ts";
import { WALK_HELPERS } from "./helpers/walks.ts";

/** Call this last, when it is known which helpers the other sections use. */
export function helpersSection(emission: Emission): readonly string[] {
  const helpers: Readonly<Record<Helper, HelperText>> = {
    ...targetHelpers(emission.hasRules),
    ...GROUP_HELPERS,
    inSteps: MACHINE,
    ...WALK_HELPERS,
    ...makerHelpers(emission.hasRules, emission.hasBackups),
  };
  const used = Object.entries(helpers).filter(([name]) => (emission.helpers as ReadonlySet<string>).has(name));
  for (const [, { types }] of used) for (const type of types) emission.types.add(type);
  return used.map(([, { text }]) => text);
}
