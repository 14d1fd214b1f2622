/** Who talks to whom. */
import type OpenAI from "openai";
import type { Json } from "../../support/openai-upstream/rules.ts";
import type { OpenAiUpstream } from "../../support/openai-upstream/start.ts";
import type { Outcome, Question } from "./question.ts";

export interface Pairing {
  readonly client: "chat" | "responses";
  readonly upstream: "chat" | "responses";
  readonly streamed: boolean;
  /** The backend; null: the client talks to the upstream itself, which shows that the suite asks for no more than the API. */
  readonly backend: "openai" | "answers" | "compat" | "mock" | null;
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

const ways = [
  { client: "chat", upstream: "chat", backend: null },
  { client: "responses", upstream: "responses", backend: null },
  { client: "chat", upstream: "chat", backend: "openai" },
  { client: "chat", upstream: "responses", backend: "answers" },
  { client: "responses", upstream: "chat", backend: "openai" },
  { client: "responses", upstream: "responses", backend: "answers" },
  { client: "chat", upstream: "chat", backend: "compat" },
  { client: "responses", upstream: "chat", backend: "compat" },
] as const;

export const pairings: readonly Pairing[] = ways.flatMap((way) => [
  { ...way, streamed: false },
  { ...way, streamed: true },
]);

/** Whether a client may offer custom tools: its own protocol's requests go to the upstream as they are. */
export function hasCustomTools({ backend, client, upstream }: Pairing): boolean {
  return backend !== "compat" || client !== upstream;
}
