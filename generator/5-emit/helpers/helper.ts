/** A type of `turnout/contract` that emitted code may mention. */
export type ContractType =
  | "CompiledRouter"
  | "Failover"
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

/** A small function that the module gets only if a section calls it. */
export type Helper =
  | "to"
  | "failover"
  | "failoverBy"
  | "rotation"
  | "weighted"
  | "parallel"
  | "frozen"
  | "withParams"
  | "limited"
  | "group"
  | "weightedGroup"
  | "parallelGroup"
  | "rest"
  | "matched"
  | Maker;

/** What makes a place for each name, in a table of rules. */
export type Maker =
  | "fixed"
  | "filled"
  | "ifMatched"
  | "locatedRest"
  | "locatedFilled"
  | "withParamsOf"
  | "limitedOf"
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
