import { type IncomingMessage, request } from "node:http";
import { connect as connectTcp, type Socket } from "node:net";
import type { Clock, Timer } from "../../clock.ts";
import { nodeTls } from "../../env/node-modules.ts";
import type { HeldAnswer } from "../../failure/held-answer.ts";
import type { Outcome, TimeoutKind } from "../../failure/outcome.ts";
import { refusalOf } from "../../failure/refusal.ts";
import { wireFault } from "../../relay/wire-fault.ts";
import { failureOf } from "../../upstream/http/failure-of.ts";
import type { Masks } from "../../wire/masks/masks.ts";
import { UpstreamFailure } from "../../wire/upstream.ts";
import { refusedWith, shownHeaders } from "./refused-with.ts";

export interface Dialling {
  readonly origin: string;
  /** The only certificate authorities that are trusted; undefined for those that Node trusts. */
  readonly ca: string | undefined;
  readonly path: string;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds from the connection to the answer; null for no limit. */
  readonly answerTimeout: number | null;
  readonly clock: Clock;
  /** null if nothing is to be hidden in the answer. */
  readonly masks: Masks | null;
}

/** One of the two is called, once; neither after the attempt was cancelled. */
export interface DialEvents {
  /** `headers`: those that the client may see. */
  opened(headers: string[], socket: Socket, head: Buffer): void;
  /** `answer` is the upstream's, if it refused. */
  failed(outcome: Outcome, answer: HeldAnswer | null): void;
}

/** Returns a function that cancels the attempt. */
export type Dial = (dialling: Dialling, events: DialEvents) => () => void;

const HOLD = 1 << 20;
const RESET = new UpstreamFailure("connection", "The connection ended before the answer did.", {
  cause: "reset",
  detail: null,
});

/** Requests a WebSocket from an upstream with Node's own client, which hands over the socket after the answer. */
export const dial: Dial = (dialling, events) => {
  const { origin, ca, path, headers, connectTimeout, answerTimeout, clock, masks } = dialling;
  let over = false;
  let timer: Timer | null = null;
  const socket = openSocket(new URL(origin), ca, () => {
    timer?.cancel();
    if (!over && answerTimeout !== null) timer = clock.setTimer(answerTimeout, () => late("header"));
  });
  const sent = request({ path, headers: ["host", new URL(origin).host, ...headers], createConnection: () => socket });

  function finish(): boolean {
    if (over) return false;
    over = true;
    timer?.cancel();
    return true;
  }
  function late(of: TimeoutKind): void {
    if (finish()) events.failed({ kind: "timeout", of }, null);
    sent.destroy();
  }
  function broke(error?: Error): void {
    if (finish()) events.failed(wireFault(error === undefined ? RESET : failureOf(error), false), null);
  }
  function refused(response: IncomingMessage): void {
    const pieces: Buffer[] = [];
    let length = 0;
    response.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= HOLD) pieces.push(chunk);
      else sent.destroy();
    });
    response.on("error", broke);
    response.on("close", () => broke());
    response.on("end", () => {
      if (!finish()) return;
      sent.destroy();
      const answer = refusedWith(response, Buffer.concat(pieces), masks);
      if (answer.status < 400) events.failed({ kind: "invalid", reason: "protocol" }, null);
      else events.failed(refusalOf(answer, clock), answer);
    });
  }

  timer = clock.setTimer(connectTimeout, () => late("connect"));
  sent.on("upgrade", (response, stream, head) => {
    if (finish()) events.opened(shownHeaders(response.rawHeaders, masks), stream as Socket, head);
    else stream.destroy();
  });
  sent.on("response", refused);
  sent.on("error", broke);
  sent.end();
  return () => {
    finish();
    sent.destroy();
  };
};

function openSocket({ protocol, hostname, port }: URL, ca: string | undefined, made: () => void): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol !== "https:") return connectTcp({ host, port: Number(port || 80), allowHalfOpen: true }, made);
  // Server Name Indication is only for names: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = /^[\d.]+$|:/.test(host) ? "" : host;
  return nodeTls().connect({ host, port: Number(port || 443), servername, ca, ALPNProtocols: ["http/1.1"] }, made);
}
