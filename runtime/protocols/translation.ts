import type { GatewayError } from "../errors.ts";
import type {
  AnswerDecoding,
  AnswerHalves,
  AnswerNeeds,
  ClientCodec,
  TranslationTarget,
  UpstreamCodec,
} from "./codec.ts";
import type { JsonObject } from "./json/json-object.ts";
import type { Ask } from "./model/ask.ts";
import type { Members } from "./model/members.ts";
import type { ShortNames } from "./model/short-names.ts";

/** Translates requests from the client's protocol to the upstream's, and answers back. */
export interface Translation {
  /**
   * Called once per attempt. What the target does not support is left out with a warning, or rejected if that would change
   * what the client asked for.
   */
  request(input: TranslationInput): Translated;
}

export interface TranslationInput extends AnswerNeeds {
  /** The client's request. Must not be changed; the translated request may share members with it. */
  readonly fields: JsonObject;
  readonly target: TranslationTarget;
}

export type Translated =
  | {
      readonly kind: "translated";
      /** The complete body except for the model string's parameters, which the caller sets in it. */
      readonly fields: Members;
      /** What was left out and why; sent to the client in `x-turnout-warning`. */
      readonly warnings: readonly string[];
      readonly back: AnswerHalves;
    }
  | { readonly kind: "refused"; readonly error: GatewayError };

/**
 * Combines the client's and the target's parts of a translation, with the model between them.
 * @param shortNames null where no target limits the length of names
 */
export function translationOf(
  client: ClientCodec,
  upstream: UpstreamCodec,
  shortNames: ((ask: Ask) => ShortNames | null) | null,
): Translation {
  return {
    request(input) {
      const { ask, encode } = client.decodeRequest(input.fields, input);
      const short = shortNames?.(ask) ?? null;
      const encoded = upstream.encodeRequest(short?.ask ?? ask, input);
      if (encoded.kind === "refused") return encoded;
      const { fields, warnings, decode: own } = encoded;
      const decode: AnswerDecoding = short === null ? own : (to) => own(short.restored(to));
      return { kind: "translated", fields, warnings, back: { decode, encode } };
    },
  };
}
