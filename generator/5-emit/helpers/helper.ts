/** A type of `turnout/contract` that emitted code may mention. */
export type ContractType =
  | "CompiledRouter"
  | "Failover"
  | "FailureKind"
  | "FieldRules"
  | "CodexBackend"
  | "HttpBackend"
  | "MockBackend"
  | "Backend"
  | "Parallel"
  | "ParallelBranch"
  | "Params"
  | "Rotation"
  | "Route"
  | "Rules"
  | "Target"
  | "Weighted"
  | "WeightedBranch";

/** A small function that the module contains only if a section calls it. */
export type Helper =
  | "to"
  | "failover"
  | "failoverBy"
  | "rotation"
  | "weighted"
  | "parallel"
  | "frozen"
  | "withParams"
  | "withFields"
  | "limited"
  | "gated"
  | "group"
  | "weightedGroup"
  | "parallelGroup"
  | "rest"
  | "matched"
  | "inSteps"
  | Maker;

/** A helper that returns a function from a name to a place, for a table of rules. */
export type Maker =
  | "fixed"
  | "filled"
  | "ifMatched"
  | "locatedRest"
  | "locatedFilled"
  | "withParamsOf"
  | "withFieldsOf"
  | "limitedOf"
  | "gatedOf"
  | "failoverOf"
  | "groupOf"
  | "weightedOf"
  | "weightedGroupOf"
  | "parallelOf"
  | "parallelGroupOf";

export interface HelperText {
  /** The types that the text mentions. */
  readonly types: readonly ContractType[];
  readonly text: string;
}
