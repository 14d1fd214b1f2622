/** URI parameters (`openai:gpt-4o?temperature=0.7`), validated. An absent one leaves the client's field as it is. */
export interface Params {
  /** 0 to 2. */
  readonly temperature?: number;
  /** 0 to 1. */
  readonly top_p?: number;
  /** Integer ≥ 1. */
  readonly top_k?: number;
  /** Integer ≥ 1. Sent under the target protocol's name for it (`max_completion_tokens`, `max_tokens`). */
  readonly max_tokens?: number;
  readonly reasoning_effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  readonly verbosity?: "low" | "medium" | "high";
  readonly seed?: number;
  readonly service_tier?: string;
  /** −2 to 2. */
  readonly presence_penalty?: number;
  /** −2 to 2. */
  readonly frequency_penalty?: number;
}

export type ParamName = keyof Params;
