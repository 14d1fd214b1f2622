import type { ClientAnswer } from "../../client.ts";
import type { AnswerRecorder } from "./answer-recorder.ts";

/**
 * Records what is written to a response, by shadowing its methods on this one object: where nothing is captured, there is no
 * overhead.
 */
export function watchResponse(res: ClientAnswer, answer: AnswerRecorder): void {
  const { writeHead, write, end } = res;

  // Node also calls it when the first write sends the headers.
  res.writeHead = function watchedHead(this: ClientAnswer, ...args: unknown[]) {
    const result: unknown = Reflect.apply(writeHead, this, args);
    answer.head(this.statusCode, headersOf(this, args));
    return result;
  } as typeof writeHead;

  res.write = function watchedWrite(this: ClientAnswer, ...args: unknown[]) {
    const result: unknown = Reflect.apply(write, this, args);
    take(args);
    return result;
  } as typeof write;

  res.end = function watchedEnd(this: ClientAnswer, ...args: unknown[]) {
    const result: unknown = Reflect.apply(end, this, args);
    take(args);
    return result;
  } as typeof end;

  res.once("close", () => {
    if (res.writableFinished) answer.complete();
    else answer.failed("The connection to the client ended before the answer did.", true);
  });

  function take([chunk, encoding]: readonly unknown[]): void {
    const bytes = bytesOf(chunk, encoding);
    if (bytes !== null && bytes.length > 0) answer.data(bytes);
  }
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer | null {
  if (Buffer.isBuffer(chunk)) return chunk;
  if (chunk instanceof Uint8Array) return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk !== "string") return null;
  return Buffer.from(chunk, typeof encoding === "string" && Buffer.isEncoding(encoding) ? encoding : "utf8");
}

/** The headers that were set before and those of the call, as alternating names and values. */
function headersOf(res: ClientAnswer, [, given]: readonly unknown[]): readonly string[] {
  // Node merges the latter into the former, where there are any.
  const headers = new Map(Object.entries(res.getHeaders()).map(([name, value]) => [name, String(value)]));
  const list: readonly unknown[] = Array.isArray(given) ? given : [];
  for (let i = 0; i + 1 < list.length; i += 2) headers.set(String(list[i]), String(list[i + 1]));
  return [...headers].flat();
}
