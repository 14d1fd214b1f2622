import { type IncomingMessage, request } from "node:http";
import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Clock, Timer } from "../../clock.ts";
import type { HeldAnswer } from "../../failure/held-answer.ts";
import type { Outcome, TimeoutKind } from "../../failure/outcome.ts";
import { refusalOf } from "../../failure/refusal.ts";
import { headersDown } from "../../wire/headers.ts";

export interface Dialling {
  readonly origin: string;
  readonly path: string;
  /** Alternating names and values. */
  readonly headers: readonly string[];
  /** Milliseconds. */
  readonly connectTimeout: number;
  /** Milliseconds from the connection to the answer; null for no limit. */
  readonly answerTimeout: number | null;
  readonly clock: Clock;
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

/** Requests a WebSocket from an upstream with Node's own client, which hands over the socket after the answer. */
export const dial: Dial = (dialling, events) => {
  const { origin, path, headers, connectTimeout, answerTimeout, clock } = dialling;
  let over = false;
  let timer: Timer | null = null;
  const socket = openSocket(new URL(origin), () => {
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
  function broke(): void {
    if (finish()) events.failed({ kind: "connection" }, null);
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
    response.on("close", broke);
    response.on("end", () => {
      if (!finish()) return;
      sent.destroy();
      const { statusCode: status = 502, rawHeaders } = response;
      const answer = { status, headers: headersDown(lowered(rawHeaders)).pass, body: Buffer.concat(pieces) };
      if (status < 400) events.failed({ kind: "invalid", reason: "protocol" }, null);
      else events.failed(refusalOf(answer, clock), answer);
    });
  }

  timer = clock.setTimer(connectTimeout, () => late("connect"));
  sent.on("upgrade", (response, stream, head) => {
    if (finish()) events.opened(headersDown(lowered(response.rawHeaders)).pass, stream as Socket, head);
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

function openSocket({ protocol, hostname, port }: URL, made: () => void): Socket {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol !== "https:") return connectTcp({ host, port: Number(port || 80), allowHalfOpen: true }, made);
  // Server Name Indication is only for names: https://www.rfc-editor.org/rfc/rfc6066#section-3
  const servername = /^[\d.]+$|:/.test(host) ? "" : host;
  return connectTls({ host, port: Number(port || 443), servername, ALPNProtocols: ["http/1.1"] }, made);
}

function lowered(raw: readonly string[]): readonly string[] {
  return raw.map((text, index) => (index % 2 === 0 ? text.toLowerCase() : text));
}
