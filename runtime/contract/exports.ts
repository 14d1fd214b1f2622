/**
 * The only interface between a compiled config and the runtime, as `turnout/contract`. `routes.ts` imports these types and
 * nothing else; the runtime accesses `routes.ts` only through them. Everything is read-only data, apart from the two look-up
 * functions of `CompiledRouter`. No file of Turnout imports from here.
 */

export type { Backend } from "./backend.ts";
export type { Affinity, StreamRecovery } from "./backend-base.ts";
export type { AuthFile, CodexBackend } from "./codex-backend.ts";
export type { FailureKind } from "./failure-kind.ts";
export type { FieldRules, Json } from "./fields.ts";
export type { HeaderGlob, HttpBackend, Keys, OpenOrigin } from "./http-backend.ts";
export type { MockBackend, MockFault } from "./mock-backend.ts";
export type { ParamName, Params } from "./params.ts";
export type { EndpointName, Protocol } from "./protocol.ts";
export type {
  Failover,
  Parallel,
  ParallelBranch,
  Rotation,
  Route,
  Rules,
  Target,
  Weighted,
  WeightedBranch,
} from "./route.ts";
export type { CompiledRouter, ListedModel } from "./router.ts";
export type { BreakerSettings, CaptureSettings, LogLevel, Settings } from "./settings.ts";
export type { EnvRef, Text } from "./text.ts";
export type { Timeouts } from "./timeouts.ts";
