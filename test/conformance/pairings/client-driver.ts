/** What the suites have to know of one client protocol. */
import type OpenAI from "openai";
import type { Answered } from "../../support/client.ts";
import type { Json } from "../../support/openai-upstream/rules.ts";
import type { Scene } from "./pairing.ts";
import type { Outcome, Question } from "./question.ts";

export interface ClientDriver {
  /** `loose`: the upstream is not held to every detail of the API. */
  readonly ask: (sdk: OpenAI, question: Question, streamed: boolean, loose: boolean) => Promise<Outcome>;
  /** Where it posts, for clients that are no SDK. */
  readonly path: string;
  /** The fields of a request that says "hi", besides model and stream. */
  readonly hi: Json;
  /** The ids and the `object` of its answers. */
  readonly ids: RegExp;
  readonly object: string;
  /** Fields of its requests. */
  readonly fields: {
    readonly limit: (tokens: number) => Json;
    readonly verbosity: (word: string) => Json;
    readonly effort: (word: string) => Json;
    readonly format: (type: string) => Json;
    /** Those without which a request asks for encrypted reasoning. */
    readonly noReasoning: Json;
    /** An entry of its history. */
    readonly developer: (text: string) => Json;
  };
  /** Whether whole answers have their parts in the order in which they came. */
  readonly inOrder: boolean;
  /** What an upstream of another protocol does not have: left out with a warning that names it, or refused. */
  readonly lost: Rows;
  readonly refused: Rows;
  /** Tests that only this client has, of its requests, its tools, and the helpers of its SDK. */
  readonly requests: (scene: Scene) => void;
  readonly tools: (scene: Scene) => void;
  readonly helpers: (scene: Scene) => void;
  /** Tests of its streams on the wire. */
  readonly stream: (ask: AskOnWire) => void;
  /** Checks the last event of a stream that ended with an error. */
  readonly mustEndWithError: (events: readonly WireEvent[]) => void;
}

/** By the upstream's protocol. */
type Rows = Readonly<Partial<Record<string, readonly (readonly [name: string, fields: Json])[]>>>;

export type AskOnWire = (model: string, fields?: Json) => Promise<Answered>;

export interface WireEvent {
  readonly name: string | null;
  readonly data: string;
}

export function eventsOf(text: string): readonly WireEvent[] {
  return text
    .slice(0, -2)
    .split("\n\n")
    .map((event) => event.split("\n").filter((line) => !line.startsWith(":")))
    .filter((lines) => lines.length > 0)
    .map((lines) => ({
      name: lines.find((line) => line.startsWith("event: "))?.slice(7) ?? null,
      data: lines
        .filter((line) => line.startsWith("data: "))
        .map((line) => line.slice(6))
        .join("\n"),
    }));
}
