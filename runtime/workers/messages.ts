import type { HealthChange } from "../targets/health/change.ts";
import type { CircuitNote } from "../targets/health/circuit-note.ts";

/** What a worker tells the primary. Both run the same file, so there is one version of these. */
export type ToPrimary =
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  /** It cannot serve, for a reason that holds for every worker. */
  | { readonly kind: "failed"; readonly problem: string }
  | Shared
  | { readonly kind: "put"; readonly key: string; readonly text: string }
  | { readonly kind: "get"; readonly id: number; readonly key: string }
  /** It has a task that another worker may have done, or be doing. */
  | { readonly kind: "want"; readonly key: string }
  | { readonly kind: "done"; readonly key: string; readonly result: string; readonly isLasting: boolean }
  /** All that it had to tell when it was asked has been told. */
  | { readonly kind: "told"; readonly id: number };

/** What the primary tells a worker. */
export type ToWorker =
  /** How many workers listen, of how many. */
  | { readonly kind: "crew"; readonly alive: number; readonly count: number }
  /** The server was sent a signal. */
  | { readonly kind: "stop"; readonly signal: NodeJS.Signals }
  | Shared
  /** null: there is no such record. */
  | { readonly kind: "got"; readonly id: number; readonly text: string | null }
  /** The task is its to do. */
  | { readonly kind: "do"; readonly key: string }
  /** Another worker has done it. */
  | { readonly kind: "result"; readonly key: string; readonly result: string }
  /** Asks for all that it has not told yet. */
  | { readonly kind: "tell"; readonly id: number };

/** What one worker learns and all others should know. */
export type Shared =
  | { readonly kind: "health"; readonly change: HealthChange }
  | { readonly kind: "circuit"; readonly note: CircuitNote }
  /** The target that answered a session last; null: it has begun, and none has answered yet. */
  | { readonly kind: "session"; readonly key: string; readonly target: string | null }
  /** The record of this key is deleted. */
  | { readonly kind: "delete"; readonly key: string };

/** Several go in one: each is a system call. */
export interface Envelope<Message> {
  readonly turnout: readonly Message[];
}

/** Other messages on the same channel are Node's own, or of what was loaded besides. */
export function isEnvelope(value: unknown): value is Envelope<never> {
  return typeof value === "object" && value !== null && "turnout" in value && Array.isArray(value.turnout);
}
