/** How an answer is passed on. */
export type AnswerKind =
  /** A stream of events, each of which is inspected. */
  | "events"
  /** Bytes that cannot be inspected: they pass as they come. */
  | "raw"
  /** Held until it is complete; errors are too. */
  | "whole"
  /** The client cannot be given this answer. */
  | "unusable";

export interface AnswerKindInput {
  readonly status: number;
  /** In lower case. */
  readonly contentType: string;
  /** Whether its content is compressed. */
  readonly encoded: boolean;
  /** Whether the client has already received the head of a stream, so that only events can follow. */
  readonly onlyEventsFit: boolean;
}

/** Decides from an answer's headers how it is passed on. */
export function answerKind({ status, contentType, encoded, onlyEventsFit }: AnswerKindInput): AnswerKind {
  if (status >= 300) return status < 400 ? "unusable" : "whole";
  if (!encoded && contentType.startsWith("text/event-stream")) return "events";
  if (!encoded) return "whole";
  return onlyEventsFit ? "unusable" : "raw";
}
