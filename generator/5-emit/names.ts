/** Gives every name of a config an identifier of its own in the emitted module. */
export interface Names {
  /** `take("alias", "gpt-4o")` is `aliasGpt4o`, or `aliasGpt4o2` where that is taken. */
  readonly take: (prefix: string, id: string) => string;
}

/** Names that the emitted module or the language uses itself. */
const RESERVED =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
  "finally for function if implements import in instanceof interface let new null package private protected public return " +
  "static super switch this throw true try typeof var void while with yield async of undefined NaN Infinity globalThis " +
  "Map Object Number String route locate router to failover failoverBy rotation weighted parallel frozen withParams limited weightedGroup parallelGroup aliases known rules name model prefix " +
  "instance colon slash match present places place group prefixes rows row rowOf rest matched from Row Rule low high middle locations lengths counter found candidates alias location length rule n " +
  "params backend branch branches source Backend CodexBackend CompiledRouter Failover HttpBackend MockBackend Params Rotation Route " +
  "Target Rules Weighted WeightedBranch Parallel ParallelBranch Omit RegExp RegExpExecArray table tokens flat only value policy " +
  "fixed filled ifMatched locatedRest locatedFilled withParamsOf limitedOf failoverOf groupOf weightedOf weightedGroupOf " +
  "parallelOf parallelGroupOf inSteps Step";

export function createNames(): Names {
  const taken = new Set(RESERVED.split(" "));
  const next = new Map<string, number>();
  return {
    take(prefix, id) {
      const wanted = identifier(prefix, id);
      let name = wanted;
      let n = next.get(wanted) ?? 2;
      while (taken.has(name)) name = `${wanted}${/\d$/.test(wanted) ? "_" : ""}${n++}`;
      next.set(wanted, n);
      taken.add(name);
      return name;
    },
  };
}

/** `azure-openai` becomes `azureOpenai`; an id without any character that an identifier can have becomes `prefix`. */
function identifier(prefix: string, id: string): string {
  const words = `${prefix} ${id}`.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  const camel = words.map((word, i) => (i === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1))).join("");
  if (camel === "") return "unnamed";
  return /^\d/.test(camel) ? `_${camel}` : camel;
}
