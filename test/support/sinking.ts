/** A sink between a scripted upstream and a client that writes down what it gets. */

import { anyErrors } from "../../runtime/failure/error-reader.ts";
import type { Outcome } from "../../runtime/failure/outcome.ts";
import { chatMending } from "../../runtime/protocols/chat/mend/chat-mender.ts";
import { chatStream } from "../../runtime/protocols/chat/stream/stream.ts";
import { checkEvents } from "../../runtime/protocols/event-check.ts";
import type { StreamProtocol } from "../../runtime/protocols/stream-protocol.ts";
import { SseSink } from "../../runtime/relay/sse-sink.ts";
import { type FakeResponse, fakeResponse } from "./fake-response.ts";

export const isError = (text: string): boolean =>
  /^data: \{"error":\{"message":".*","type":"upstream_error",.*\}\}\n\n$/.test(text);

export interface Sinking extends FakeResponse {
  readonly sink: SseSink;
  readonly resumed: () => number;
  /** What the relay was told, in order. */
  readonly told: readonly (Outcome | "commit")[];
}

export interface SinkingOptions {
  readonly hold?: boolean;
  readonly wanted?: boolean;
  readonly protocol?: StreamProtocol;
  readonly trusted?: boolean;
  /** Whether chat streams are mended for a request with these fields; null if they are not. */
  readonly asked?: Readonly<Record<string, unknown>> | null;
}

export function sse({
  hold = false,
  wanted = true,
  protocol = chatStream,
  trusted = false,
  asked = null,
}: SinkingOptions = {}): Sinking {
  const fake = fakeResponse();
  const told: (Outcome | "commit")[] = [];
  let resumed = 0;
  const owner = {
    commit() {
      told.push("commit");
      return wanted;
    },
    sendHead: () => void fake.response.writeHead(200),
    resume() {
      resumed++;
    },
    failed: (outcome: Outcome) => void told.push(outcome),
  };
  const mender = trusted
    ? null
    : asked === null
      ? checkEvents()
      : chatMending.open({ field: (name) => asked[name], usage: false, newId: () => "id" });
  const sink = new SseSink({ res: fake.response, owner, protocol, errors: anyErrors, mender, hold });
  return Object.assign(fake, { sink, resumed: () => resumed, told });
}

export const ROLE = 'data: {"choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}\n\n';
export const event = (content: string): string =>
  `data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`;
export const FINISH = 'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n';
export const DONE = "data: [DONE]\n\n";
