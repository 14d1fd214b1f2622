import type { JsonObject } from "../../protocols/json/json-object.ts";
import { type Answer, jsonAnswer } from "./answer.ts";
import { missing, refusal } from "./failure.ts";
import { wordsOf } from "./words.ts";

const DIMENSIONS = 1536;
/** The API's own limit. */
const MOST_INPUTS = 2048;

/** `POST /embeddings`: equal inputs give equal unit vectors. */
export function embeddings(body: JsonObject): Answer {
  if (body.input === undefined) return missing("input");
  const inputs = inputsOf(body.input);
  if (inputs.length === 0) return refusal(400, "'$.input' is invalid: it is empty.", "input", null);
  if (inputs.length > MOST_INPUTS) {
    return refusal(400, `'$.input' is invalid: it has more than ${MOST_INPUTS} entries.`, "input", null);
  }
  const dimensions = body.dimensions ?? DIMENSIONS;
  if (typeof dimensions !== "number" || !Number.isInteger(dimensions) || dimensions < 1 || dimensions > 8192) {
    return refusal(400, "Invalid value for 'dimensions': expected an integer from 1 to 8192.", "dimensions", null);
  }
  const tokens = inputs.reduce((sum, input) => sum + input.tokens, 0);
  return jsonAnswer(200, {
    object: "list",
    data: inputs.map(({ text }, index) => {
      const vector = unitVector(text, dimensions);
      const embedding = body.encoding_format === "base64" ? base64(vector) : [...vector];
      return { object: "embedding", index, embedding };
    }),
    model: body.model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}

interface Input {
  readonly text: string;
  readonly tokens: number;
}

/** A text, a list of tokens, or a list of either. */
function inputsOf(input: unknown): readonly Input[] {
  if (typeof input === "string") return input === "" ? [] : [{ text: input, tokens: wordsOf(input).length }];
  if (!Array.isArray(input) || input.length === 0) return [];
  if (typeof input[0] === "number") return [{ text: input.join(" "), tokens: input.length }];
  return input.flatMap(inputsOf);
}

function unitVector(text: string, dimensions: number): Float32Array {
  const random = randomFrom(fnv1a(text));
  const vector = Float32Array.from({ length: dimensions }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function base64(vector: Float32Array): string {
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => {
    bytes.writeFloatLE(value, index * 4);
  });
  return bytes.toString("base64");
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** mulberry32: short, and the same result on every platform. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
