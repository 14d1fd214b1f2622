import { type Line, startCapture } from "./capture.ts";
import { type Captured, captureServer } from "./capture-traffic.ts";
import { send } from "./client.ts";

/** The secret of the server that `linesOf` runs. */
export const KEY = "the-server's-own-key";

/** The lines that come of one request to a server that does this. */
export async function linesOf(
  handler: (request: Captured) => void,
  body: string | Buffer = '{"model":"my-model"}',
  headers: Record<string, string> = {},
): Promise<Line[]> {
  const { capture, lines } = startCapture({}, { secrets: [KEY] });
  const { url, over } = await captureServer(capture, handler);
  await send(`${url}/v1/chat/completions?key=abc`, { body, headers });
  await over.next();
  await capture.close();
  return lines();
}

export const leg = (lines: readonly Line[], direction: string) => lines.filter((line) => line.direction === direction);
export const events = (lines: readonly Line[]) => lines.map(({ metadata }) => metadata.event);
export const joined = (lines: readonly Line[]) => lines.map(({ payload }) => payload ?? "").join("");
export const endWith = (text: string) => (request: Captured) => request.context.res.end(text);
