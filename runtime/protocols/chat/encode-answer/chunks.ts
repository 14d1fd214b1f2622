import type { JsonObject } from "../../json/json-object.ts";
import { jsonText } from "../../json/json-text.ts";
import { logprobsOf } from "./logprobs.ts";

/**
 * Writes the chunks of one answer. Their common part is created once, so that a piece of text costs little more than itself.
 */
export interface Chunks {
  role(): string;
  /** A chunk with a delta of this member. */
  piece(key: string, value: unknown): string;
  content(piece: string, tokens: readonly JsonObject[]): string;
  /** What comes before and after the text in a chunk of content; the text is JSON text without the quotes. */
  readonly contentStart: Buffer;
  readonly contentEnd: Buffer;
  finish(reason: string, rest: JsonObject): string;
  /** The chunk of usage, which has no choices. */
  usage(usage: JsonObject, rest: JsonObject): string;
}

/** `asked`: whether usage was requested; then all other chunks have `usage: null`. */
export function createChunks(head: JsonObject, asked: boolean): Chunks {
  const common = jsonText(head).slice(0, -1);
  const start = `data: ${common},"choices":[{"index":0,"delta":{`;
  const nothing = asked ? ',"usage":null' : "";
  const plainEnd = `},"logprobs":null,"finish_reason":null}]${nothing}}\n\n`;
  return {
    role: () => `${start}"role":"assistant","content":"","refusal":null${plainEnd}`,
    piece: (key, value) => `${start}"${key}":${jsonText(value)}${plainEnd}`,
    content(piece, tokens) {
      const opened = `${start}"content":${JSON.stringify(piece)}`;
      if (tokens.length === 0) return opened + plainEnd;
      return `${opened}},"logprobs":${jsonText(logprobsOf(tokens))},"finish_reason":null}]${nothing}}\n\n`;
    },
    contentStart: Buffer.from(`${start}"content":"`),
    contentEnd: Buffer.from(`"${plainEnd}`),
    finish: (reason, rest) =>
      `${start}},"logprobs":null,"finish_reason":"${reason}"}]${nothing}${membersOf(rest)}}\n\n`,
    usage: (usage, rest) => `data: ${common},"choices":[],"usage":${jsonText(usage)}${membersOf(rest)}}\n\n`,
  };
}

function membersOf(rest: JsonObject): string {
  return Object.entries(rest)
    .map(([key, value]) => `,${jsonText(key)}:${jsonText(value)}`)
    .join("");
}
