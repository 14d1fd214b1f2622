import { type GatewayError, gatewayError } from "../errors.ts";

/** Emitted as the `error` of a request whose body has stopped coming. Its connection is still open. */
export class StalledBody extends Error {
  readonly answer: GatewayError;

  /** @param seconds how long nothing has come */
  constructor(seconds: number) {
    const message = `No byte of the request's body came for ${seconds} seconds.`;
    super(message);
    this.answer = gatewayError("body_timeout", message);
  }
}

/** What a client gets whose body is incomplete; null if it has left. */
export function lossOf(error: unknown): GatewayError | null {
  return error instanceof StalledBody ? error.answer : null;
}
