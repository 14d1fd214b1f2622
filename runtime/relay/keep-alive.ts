import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { Clock, Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { sendStreamHead } from "./answer.ts";

const COMMENT = ": keepalive\n\n";

/** Comments to a streaming client that waits, so that nothing on the way takes its connection for dead. */
export class KeepAlive {
  readonly #context: RequestContext;
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #body: Body;
  #timer: Timer | null = null;

  /**
   * @param interval milliseconds
   * @param body the client's: where it asks for no stream, no comment is sent
   */
  constructor(context: RequestContext, clock: Clock, interval: number, body: Body) {
    this.#context = context;
    this.#clock = clock;
    this.#interval = interval;
    this.#body = body;
  }

  /** The client waits from now on. Started again, it goes on as it was. */
  start(): void {
    this.#timer ??= this.#clock.setTimer(this.#interval, () => this.#comment());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #comment(): void {
    this.#timer = null;
    const { res } = this.#context;
    if (res.destroyed || res.writableEnded) return;
    if (!res.headersSent) {
      if (!wantsStream(this.#body)) return;
      // From here on an error can only be told in the stream.
      sendStreamHead(this.#context);
    }
    // A client that takes nothing knows that the connection stands.
    if (!res.writableNeedDrain) res.write(COMMENT);
    this.start();
  }
}
