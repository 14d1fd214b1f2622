/** What a client makes of a streamed answer. */
import type { IncomingMessage } from "node:http";
import { expect } from "vitest";

/** Reads until `text` has come. */
export async function readUntil(response: IncomingMessage, text: string): Promise<string> {
  let seen = "";
  for (;;) {
    const piece = response.read() as Buffer | null;
    if (piece !== null) seen += piece.toString();
    if (seen.includes(text)) return seen;
    if (response.readableEnded || response.destroyed) throw new Error(`the stream ended with ${seen}`);
    if (piece === null) await new Promise((resolve) => response.once("readable", resolve).once("close", resolve));
  }
}

/** The data of its events; comments and the like have none. */
function dataOf(text: string): string[] {
  return text.split("\n\n").flatMap((event) => (event.startsWith("data: ") ? [event.slice("data: ".length)] : []));
}

/** What a whole stream says; fails unless it is whole, each event a chunk and `[DONE]` behind them. */
export function spokenIn(text: string): string {
  const data = dataOf(text);
  expect(data.at(-1), text).toBe("[DONE]");
  expect(text.endsWith("data: [DONE]\n\n")).toBe(true);
  return data
    .slice(0, -1)
    .map((each) => {
      const { choices } = JSON.parse(each) as { choices: readonly { delta: { content?: string | null } }[] };
      return choices.map(({ delta }) => delta.content ?? "").join("");
    })
    .join("");
}

/** The error that a stream ends with; fails if the stream looks whole. */
export function errorAtEnd(text: string): Record<string, unknown> {
  expect(text).not.toMatch(/^data: ?\[DONE\]/m);
  const { error } = JSON.parse(dataOf(text).at(-1) ?? "null") as { error: Record<string, unknown> };
  expect(Object.keys(error).sort()).toEqual(["code", "message", "param", "type"]);
  return error;
}
