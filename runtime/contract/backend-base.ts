import type { FieldRules } from "./fields.ts";
import type { Params } from "./params.ts";
import type { Protocol } from "./protocol.ts";
import type { Timeouts } from "./timeouts.ts";

export interface BackendBase {
  readonly name: string;
  /** Position in `CompiledRouter.backends`. */
  readonly index: number;
  /** The config line, `config.yaml:3`. */
  readonly at: string;
  /** `extra`: used unless the client or the model string sets the parameter. */
  readonly defaults: Params;
  /** `extra.forced_*`: always used, whatever the client or the model string sets. */
  readonly forced: Params;
  /** `model_defaults` for this backend, by model; they take precedence over `defaults`. */
  readonly modelDefaults: Readonly<Record<string, Params>>;
  /** `body` and `drop`; left out if there are none. */
  readonly fields?: FieldRules;
  /** The same in `model_defaults`, by model. */
  readonly modelFields?: Readonly<Record<string, FieldRules>>;
  readonly timeouts: Timeouts;
  /** Those in `model_defaults`, by model, which override `timeouts`; left out if there are none. */
  readonly modelTimeouts?: Readonly<Record<string, Partial<Timeouts>>>;
  /** Context windows in tokens, by model; a model that is not listed takes any request. */
  readonly contextWindows: Readonly<Record<string, number>>;
  readonly streamRecovery: StreamRecovery;
  readonly affinity: Affinity;
  /**
   * The protocols that the server speaks; never empty. If the client's protocol is among them, the request is passed on as
   * it came. Otherwise it is translated to the first one that has a translation from the client's.
   */
  readonly protocols: readonly Protocol[];
}

/** `hold`: the answer is held until it is complete, so that failover is still possible if it breaks off. */
export type StreamRecovery = "none" | "hold";

/** `session`: requests of a session go to the target (and key) that answered it before, as long as that is healthy. */
export type Affinity = "none" | "session";
