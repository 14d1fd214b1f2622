import type { Body } from "../body/read-model.ts";
import { wantsStream } from "../body/wants-stream.ts";
import type { Clock, Timer } from "../clock.ts";
import type { RequestContext } from "../context.ts";
import { sendStreamHead } from "./answer.ts";

const COMMENT = ": keepalive\n\n";

/** Sends comments to a waiting client of a stream, so that nothing in between considers its connection dead. */
export class KeepAlive {
  readonly #context: RequestContext;
  readonly #clock: Clock;
  readonly #interval: number;
  readonly #body: Body;
  #timer: Timer | null = null;

  /**
   * @param interval milliseconds
   * @param body the client's: if it does not ask for a stream, no comments are sent
   */
  constructor(context: RequestContext, clock: Clock, interval: number, body: Body) {
    this.#context = context;
    this.#clock = clock;
    this.#interval = interval;
    this.#body = body;
  }

  /** Starts waiting. Has no effect if it has already been called. */
  start(): void {
    this.#timer ??= this.#clock.setTimer(this.#interval, () => this.#comment());
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #comment(): void {
    this.#timer = null;
    const { res, brokeOff } = this.#context;
    // Nothing follows an error event, though the connection stays open a little longer.
    if (brokeOff || res.destroyed || res.writableEnded) return;
    if (!res.headersSent) {
      if (!wantsStream(this.#body)) return;
      // From here on, an error can only be sent as an event.
      sendStreamHead(this.#context);
    }
    // A client that is still receiving knows that the connection is alive.
    if (!res.writableNeedDrain) res.write(COMMENT);
    this.start();
  }
}
