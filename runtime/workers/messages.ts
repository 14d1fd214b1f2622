/** What a worker tells the primary. Both run the same file, so there is one version of these. */
export type ToPrimary =
  | { readonly kind: "listening"; readonly url: string; readonly port: number }
  /** It cannot serve, for a reason that holds for every worker. */
  | { readonly kind: "failed"; readonly problem: string };

/** What the primary tells a worker. */
export type ToWorker =
  /** How many workers listen, of how many. */
  | { readonly kind: "crew"; readonly alive: number; readonly count: number }
  /** The server was sent a signal. */
  | { readonly kind: "stop"; readonly signal: NodeJS.Signals };

/** Several go in one: each is a system call. */
export interface Envelope<Message> {
  readonly turnout: readonly Message[];
}

/** Other messages on the same channel are Node's own, or of what was loaded besides. */
export function isEnvelope(value: unknown): value is Envelope<never> {
  return typeof value === "object" && value !== null && "turnout" in value && Array.isArray(value.turnout);
}
