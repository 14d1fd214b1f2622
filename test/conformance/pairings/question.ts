/** A request and what came of it, in words that both protocols share. */
import type { Json } from "../../support/openai-upstream/rules.ts";
import type { Link, Usage } from "../../support/openai-upstream/scenario.ts";

export interface Question {
  /** The scenario. */
  readonly model: string;
  readonly system?: string;
  /** What the user says; left out where results of calls are all there is to say. */
  readonly say?: string | readonly Part[];
  /** The answer that this goes on from. */
  readonly after?: Outcome;
  /** What came of its calls, by their ids; they are sent in this order. */
  readonly results?: Readonly<Record<string, string>>;
  readonly tools?: readonly Tool[];
  readonly choice?: Choice;
  /** A strict JSON Schema for the answer. */
  readonly schema?: Json;
  readonly logprobs?: true;
  /** More fields of the client's protocol. */
  readonly fields?: Json;
  readonly signal?: AbortSignal;
  /** Whether the backend holds its answer until that is whole. */
  readonly holding?: true;
}

export type Part =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "image"; readonly url: string; readonly detail?: "low" | "high" | "auto" }
  | { readonly kind: "file"; readonly name: string; readonly data: string };

export type Tool =
  | { readonly kind: "function"; readonly name: string; readonly description?: string; readonly strict?: boolean }
  | { readonly kind: "custom"; readonly name: string; readonly description?: string; readonly grammar?: string }
  | { readonly kind: "namespace"; readonly name: string; readonly functions: readonly string[] };

export type Choice =
  | "auto"
  | "none"
  | "required"
  | { readonly kind: "function"; readonly name: string }
  | { readonly kind: "custom"; readonly name: string }
  | { readonly kind: "allowed"; readonly mode: "auto" | "required"; readonly functions: readonly string[] };

export interface Outcome {
  readonly id: string;
  readonly model: string;
  readonly created: number;
  /** null where there is none at all. */
  readonly text: string | null;
  readonly refusal: string | null;
  readonly calls: readonly Call[];
  /** With single blanks for whatever parts them. */
  readonly thoughts: string | null;
  readonly encrypted: string | null;
  readonly ended: "stop" | "length" | "content_filter" | "calls";
  readonly usage: Usage | null;
  readonly links: readonly Link[];
  readonly logprobs: readonly { readonly token: string; readonly logprob: number; readonly top: readonly string[] }[];
  readonly headers: Headers;
  /** The conversation up to here as the client would send it again. */
  readonly history: readonly Json[];
  /** The whole answer, as it came or as it was put together of a stream. */
  readonly whole: Json;
  /** What a stream brought; empty for a whole answer. */
  readonly events: readonly Json[];
}

export interface Call {
  readonly kind: "function" | "custom";
  readonly id: string;
  readonly name: string;
  readonly namespace: string | null;
  readonly input: string;
}

/** A call of a function, unless `more` says otherwise. */
export function called(id: string, name: string, input: string, more: Partial<Call> = {}): Call {
  return { kind: "function", id, name, namespace: null, input, ...more };
}

/** What a function of the tests takes: fit for strict mode. */
export const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
} as const;

/** An error that a stream told. */
export class StreamError extends Error {
  readonly code: string | null;

  constructor(message: string, code: string | null) {
    super(message);
    this.code = code;
  }
}
