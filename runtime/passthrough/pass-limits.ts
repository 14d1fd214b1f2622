import type { Upload } from "../body/upload.ts";
import type { Clock, Timer } from "../clock.ts";
import type { TimeoutKind } from "../failure/outcome.ts";
import { Deadline } from "../relay/deadline.ts";
import type { Limits } from "../routing/limits.ts";

export interface PassPlan {
  readonly clock: Clock;
  /** They start at the end of the upload. */
  readonly limits: Limits;
  /** Whether the limit of the whole request includes the rest of its answer. */
  readonly limitAnswer: boolean;
  /** Milliseconds without progress after which an upload is aborted; null for no limit. */
  readonly idle: number | null;
  /** null if the body is not streamed. */
  readonly upload: Upload | null;
}

/**
 * The time limits of one attempt: while its body is being sent it must make progress; from then on the upstream has to
 * answer.
 */
export class PassLimits {
  readonly #plan: PassPlan;
  readonly #expired: (of: TimeoutKind) => void;
  #deadline: Deadline | null = null;
  #stall: Timer | null = null;
  #answered = false;
  #over = false;

  constructor(plan: PassPlan, expired: (of: TimeoutKind) => void) {
    this.#plan = plan;
    this.#expired = expired;
    const { upload } = plan;
    if (upload === null) this.#uploaded();
    else {
      upload.onEnd = () => this.#uploaded();
      this.#watch(upload, -1);
    }
  }

  /** The headers of the answer have arrived. */
  answered(): void {
    this.#answered = true;
    if (this.#plan.limitAnswer) this.#deadline?.answered(false);
    else this.#deadline?.cancel();
  }

  cancel(): void {
    this.#over = true;
    this.#deadline?.cancel();
    this.#stall?.cancel();
  }

  #uploaded(): void {
    const { clock, limits, limitAnswer } = this.#plan;
    this.#stall?.cancel();
    if (this.#over || (this.#answered && !limitAnswer)) return;
    this.#deadline = new Deadline(clock, limits, this.#expired);
    if (this.#answered) this.#deadline.answered(false);
  }

  #watch(upload: Upload, before: number): void {
    const { clock, idle } = this.#plan;
    if (idle === null) return;
    const { moved } = upload;
    // A client that stops sending is ended by the server's own limit, and is no fault of the upstream's.
    if (moved === before && !upload.isHungry) this.#expired("idle");
    else this.#stall = clock.setTimer(idle, () => this.#watch(upload, moved));
  }
}
