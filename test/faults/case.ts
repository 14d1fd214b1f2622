import type { Client, Told } from "./judge.ts";
import type { Mode, Stage } from "./stage.ts";

/** One of the sixteen faults, or one kind of it. */
export interface Case {
  /** `S01` … `S16`. */
  readonly id: string;
  readonly title: string;
  /** Whom it can happen to; both unless said. */
  readonly clients?: readonly Client[];
  /** The fault needs the upstream's port for itself. */
  readonly ownUpstreams?: true;
  /** Puts the fault up. */
  readonly prepare: (stage: Stage) => void;
  /** Asks, once unless said, and judges. */
  readonly judge: (scene: Asking) => Promise<void> | void;
}

export interface Asking {
  readonly stage: Stage;
  readonly mode: Mode;
  readonly client: Client;
  /** Sends one more request, and lets time pass until the end of its answer. */
  readonly ask: () => Promise<Told>;
  /** Sends one more request while time stands. */
  readonly begin: () => Promise<Told>;
}
