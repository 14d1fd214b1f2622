import { isObject, type JsonObject } from "../../json/json-object.ts";
import type { AnswerSink } from "../../model/answer-sink.ts";
import { type EscapedText, unescaped } from "../../model/escaped-text.ts";
import { citationOf } from "./citation.ts";
import { inPieces } from "./pieces.ts";
import { charactersIn, type Separated } from "./separated.ts";

/** One part of a message: its text or refusal in pieces, and then complete. */
export interface MessagePart {
  text(piece: unknown, logprobs: unknown): void;
  /** A piece without log probabilities. */
  textEscaped(piece: EscapedText): void;
  wholeText(text: unknown, logprobs: unknown): void;
  refusal(piece: unknown): void;
  wholeRefusal(text: unknown): void;
  annotation(annotation: unknown): void;
  complete(part: unknown): void;
}

/** Where the texts of all messages of an answer go. */
export interface Voices {
  readonly sink: AnswerSink;
  readonly content: Separated;
  readonly refusal: Separated;
}

/** `message` is the same object for all parts of a message: a blank line is only inserted between two messages. */
export function messagePart({ sink, content, refusal }: Voices, message: object): MessagePart {
  const text = inPieces();
  const refused = inPieces();
  let tokens = 0;
  let annotations = 0;
  /** Characters of content before this part's own; null until it has text. */
  let before: number | null = null;

  const passText = (piece: string, logprobs: unknown): void => {
    const own = tokensIn(logprobs);
    tokens += own.length;
    if (piece === "" && own.length === 0) return;
    const passed = content.next(message, piece);
    if (piece !== "") before ??= content.length() - charactersIn(piece);
    sink.text(passed, own);
  };
  const passRefusal = (piece: string): void => {
    if (piece !== "") sink.refusal(refusal.next(message, piece));
  };
  const annotate = (list: readonly unknown[]): void => {
    annotations += list.length;
    const citations = list.map((each) => citationOf(each, before ?? content.length())).filter((each) => each !== null);
    if (citations.length > 0) sink.citations(citations);
  };

  const wholeText = (whole: unknown, logprobs: unknown): void =>
    passText(text.rest(whole), Array.isArray(logprobs) ? logprobs.slice(tokens) : null);
  const wholeRefusal = (whole: unknown): void => passRefusal(refused.rest(whole));

  return {
    text: (piece, logprobs) => passText(text.next(piece), logprobs),
    textEscaped(piece) {
      if (!content.continues(message)) {
        passText(text.next(unescaped(piece)), null);
        return;
      }
      const written = piece.to - piece.from;
      const characters = (piece.ascii ? written : charactersIn(piece.text())) - piece.escapes;
      text.skip((piece.ascii ? written : piece.text().length) - piece.escapes);
      content.count(message, characters);
      before ??= content.length() - characters;
      sink.textEscaped(piece);
    },
    wholeText,
    refusal: (piece) => passRefusal(refused.next(piece)),
    wholeRefusal,
    annotation: (annotation) => annotate([annotation]),
    complete(part) {
      if (!isObject(part)) return;
      wholeText(part.text, part.logprobs);
      wholeRefusal(part.refusal);
      if (Array.isArray(part.annotations)) annotate(part.annotations.slice(annotations));
    },
  };
}

const NO_TOKENS: readonly JsonObject[] = [];

function tokensIn(logprobs: unknown): readonly JsonObject[] {
  return Array.isArray(logprobs) && logprobs.length > 0 ? logprobs.filter(isObject) : NO_TOKENS;
}
