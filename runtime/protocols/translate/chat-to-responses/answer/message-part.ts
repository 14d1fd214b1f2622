import { isObject } from "../../../sse/json-object.ts";
import { annotationOf } from "./annotations.ts";
import { tokensOf } from "./logprobs.ts";
import { charactersIn, inPieces, type Separated } from "./pieces.ts";
import type { Sink } from "./sink.ts";

/** One part of a message: what it says in pieces, and then whole. */
export interface MessagePart {
  text(piece: unknown, logprobs: unknown): void;
  wholeText(text: unknown, logprobs: unknown): void;
  refusal(piece: unknown): void;
  wholeRefusal(text: unknown): void;
  annotation(annotation: unknown): void;
  settle(part: unknown): void;
}

/** Where the texts of all messages of an answer go. */
export interface Voices {
  readonly sink: Sink;
  readonly content: Separated;
  readonly refusal: Separated;
}

/** `message` is the same object for all parts of a message: only between two messages a blank line stands. */
export function messagePart({ sink, content, refusal }: Voices, message: object): MessagePart {
  const text = inPieces();
  const refused = inPieces();
  let tokens = 0;
  let annotations = 0;
  /** Characters of content before this part's own; null until it speaks. */
  let before: number | null = null;

  const sayText = (piece: string, logprobs: unknown): void => {
    const own = tokensOf(logprobs);
    tokens += own.length;
    if (piece === "" && own.length === 0) return;
    const said = content.next(message, piece);
    if (piece !== "") before ??= content.length - charactersIn(piece);
    sink.content(said, own);
  };
  const sayRefusal = (piece: string): void => {
    if (piece !== "") sink.refusal(refusal.next(message, piece));
  };
  const annotate = (list: readonly unknown[]): void => {
    annotations += list.length;
    const told = list.map((each) => annotationOf(each, before ?? content.length)).filter((each) => each !== null);
    if (told.length > 0) sink.annotations(told);
  };

  const wholeText = (whole: unknown, logprobs: unknown): void =>
    sayText(text.rest(whole), Array.isArray(logprobs) ? logprobs.slice(tokens) : null);
  const wholeRefusal = (whole: unknown): void => sayRefusal(refused.rest(whole));

  return {
    text: (piece, logprobs) => sayText(text.next(piece), logprobs),
    wholeText,
    refusal: (piece) => sayRefusal(refused.next(piece)),
    wholeRefusal,
    annotation: (annotation) => annotate([annotation]),
    settle(part) {
      if (!isObject(part)) return;
      wholeText(part.text, part.logprobs);
      wholeRefusal(part.refusal);
      if (Array.isArray(part.annotations)) annotate(part.annotations.slice(annotations));
    },
  };
}
