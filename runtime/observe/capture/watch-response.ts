import type { ServerResponse } from "node:http";
import type { AnswerRecorder } from "./answer-recorder.ts";

/**
 * Records what is written to a response, by shadowing its methods on this one object: where nothing is captured, there is no
 * overhead.
 */
export function watchResponse(res: ServerResponse, answer: AnswerRecorder): void {
  const { writeHead, write, end } = res;

  // Node also calls it when the first write sends the headers.
  res.writeHead = function watchedHead(this: ServerResponse, ...args: unknown[]) {
    const result: unknown = Reflect.apply(writeHead, this, args);
    answer.head(this.statusCode, headersOf(this, args));
    return result;
  } as typeof writeHead;

  res.write = function watchedWrite(this: ServerResponse, ...args: unknown[]) {
    const result: unknown = Reflect.apply(write, this, args);
    take(args);
    return result;
  } as typeof write;

  res.end = function watchedEnd(this: ServerResponse, ...args: unknown[]) {
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
function headersOf(res: ServerResponse, args: readonly unknown[]): readonly string[] {
  const list = Object.entries(res.getHeaders()).flatMap(([name, value]) => pairs(name, value));
  const given = typeof args[1] === "string" ? args[2] : args[1];
  // If some were set before, Node has already merged them.
  if (list.length > 0) return list;
  if (Array.isArray(given))
    for (let i = 0; i + 1 < given.length; i += 2) list.push(...pairs(String(given[i]), given[i + 1]));
  else if (typeof given === "object" && given !== null) {
    list.push(...Object.entries(given).flatMap(([name, value]) => pairs(name, value)));
  }
  return list;
}

function pairs(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]).flatMap((each) => [name, String(each)]);
}
