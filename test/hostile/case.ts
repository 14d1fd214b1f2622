import type { Stage } from "./stage.ts";

/** One line of the table in SECURITY.md. */
export interface HostileCase {
  /** What is sent, for a reader. */
  readonly input: string;
  /** Sends it, and says in a few words what came of it. */
  readonly play: (stage: Stage) => Promise<string>;
}
