/** Which client talks to which upstream. */
import type OpenAI from "openai";
import type { Protocol } from "../../../runtime/contract/protocol.ts";
import { PROTOCOL_NAMES } from "../../../runtime/protocols/registry/protocols.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import type { OpenAiUpstream } from "../../support/openai-upstream/start.ts";
import type { Outcome, Question } from "./question.ts";
import { type BackendName, UPSTREAMS } from "./upstreams.ts";

export interface Pairing {
  readonly client: Protocol;
  readonly upstream: Protocol;
  readonly streamed: boolean;
  /** The backend; null: the client talks to the upstream itself, which shows that the suite asks for no more than the API. */
  readonly backend: BackendName | "mock" | null;
}

export function nameOf({ client, upstream, streamed, backend }: Pairing): string {
  const way = backend === null ? "directly to" : backend === "compat" ? "to compatible" : "to";
  return `${client} ${way} ${upstream}, ${streamed ? "streamed" : "whole"}`;
}

/** One pairing at work; to be used inside tests. */
export interface Scene extends Pairing {
  readonly provider: OpenAiUpstream;
  readonly sdk: OpenAI;
  /** Before `/chat/completions`: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  /** A model's name as this client has to put it. */
  named(model: string): string;
  ask(question: Question): Promise<Outcome>;
  /** The same in no case streamed. */
  askWhole(question: Question): Promise<Outcome>;
  /** What the upstream was sent last. */
  sent(): Json;
}

/** Every client on every upstream, as the registry has them; each client also talks to its own upstream directly. */
export const pairings: readonly Pairing[] = PROTOCOL_NAMES.flatMap((client) =>
  PROTOCOL_NAMES.flatMap((upstream) =>
    [...(client === upstream ? [null] : []), ...(UPSTREAMS[upstream]?.backends ?? [])].flatMap((backend) =>
      [false, true].map((streamed) => ({ client, upstream, streamed, backend })),
    ),
  ),
);

/** Whether a client may offer custom tools: its own protocol's requests go to the upstream as they are. */
export function hasCustomTools({ backend, client, upstream }: Pairing): boolean {
  return backend !== "compat" || client !== upstream;
}
