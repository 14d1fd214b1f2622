import type { JsonObject } from "../../sse/json-object.ts";
import { jsonText } from "../../sse/json-text.ts";
import { logprobsOf } from "./logprobs.ts";

/** Writes the chunks of one answer. What all have in common is made once, so that a piece of text costs little more than itself. */
export interface Chunks {
  role(): string;
  /** One with a delta of this member. */
  piece(key: string, value: unknown): string;
  content(piece: string, tokens: readonly JsonObject[]): string;
  /** What stands before and behind the text of one of content, as JSON text between its quotes. */
  readonly contentStart: string;
  readonly contentEnd: string;
  finish(reason: string, rest: JsonObject): string;
  /** The one of usage, which has no choices. */
  usage(usage: JsonObject, rest: JsonObject): string;
}

/** `asked`: whether usage was asked for; then all other chunks say that it is null. */
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
    contentStart: `${start}"content":"`,
    contentEnd: `"${plainEnd}`,
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
