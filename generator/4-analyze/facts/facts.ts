import type { Backend } from "../../../runtime/contract/backend.ts";
import { createFollow, type Follow } from "../../explain/follow.ts";
import { createRuleIndex } from "../../interpret/rule-index.ts";
import type { AliasRule, Ir } from "../../ir.ts";
import { type AnnotatedGroup, annotatedGroups } from "./annotated-groups.ts";
import { knownNames } from "./known-names.ts";
import { type LookedUp, lookedUp } from "./looked-up.ts";
import { once } from "./once.ts";
import { type WrittenTarget, writtenTargets } from "./written-targets.ts";

/** A config and what follows from it. Each fact is computed once, when a check first asks for it. */
export interface Facts {
  readonly ir: Ir;
  readonly backend: (name: string) => Backend | undefined;
  readonly groups: readonly AnnotatedGroup[];
  readonly lookedUp: LookedUp;
  /** Names of models that the config itself uses. */
  readonly knownNames: ReadonlySet<string>;
  readonly writtenTargets: readonly WrittenTarget[];
  /** The first alias that matches a name. */
  readonly firstAlias: (name: string) => AliasRule | undefined;
  /** The backends that list a model; none where no backend does. */
  readonly listing: (model: string) => readonly Backend[];
  /** Where a model string leads, step by step. */
  readonly follow: Follow;
}

export function createFacts(ir: Ir): Facts {
  const backends = once(() => new Map(ir.backends.map(({ backend }) => [backend.name, backend])));
  const lists = once(() => listsOf(ir));
  const rules = once(() => {
    const index = createRuleIndex();
    for (const rule of ir.aliases) index.add(rule);
    return index;
  });
  const groups = once(() => annotatedGroups(ir));
  const names = once(() => lookedUp(ir));
  const known = once(() => knownNames(ir));
  const targets = once(() => writtenTargets(ir));
  const follow = once(() => createFollow(ir));
  return {
    ir,
    backend: (name) => backends().get(name),
    get groups() {
      return groups();
    },
    get lookedUp() {
      return names();
    },
    get knownNames() {
      return known();
    },
    get writtenTargets() {
      return targets();
    },
    firstAlias: (name) => rules().first(name),
    listing: (model) => lists().get(model) ?? [],
    get follow() {
      return follow();
    },
  };
}

function listsOf(ir: Ir): ReadonlyMap<string, readonly Backend[]> {
  const lists = new Map<string, Backend[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name } of models) {
      const known = lists.get(name);
      if (known === undefined) lists.set(name, [backend]);
      else known.push(backend);
    }
  }
  return lists;
}
