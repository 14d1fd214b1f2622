/** What a scripted upstream can do with a request. */
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Answer } from "./upstream.ts";

export function json(body: unknown, status = 200, headers: OutgoingHttpHeaders = {}): Answer {
  const text = JSON.stringify(body);
  return (_, response) => {
    response.writeHead(status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
      ...headers,
    });
    response.end(text);
  };
}

/** An error as OpenAI words it. */
export function refusal(status: number, code: string | null = null, headers: OutgoingHttpHeaders = {}): Answer {
  const error = { message: `upstream says ${status}`, type: "upstream_test_error", param: null, code };
  return json({ error }, status, headers);
}

export const notFound: Answer = json({ error: { message: "nothing is scripted here", code: "unscripted" } }, 599);

/** Takes the request and never answers. */
export const stall: Answer = () => {};

/** Breaks the connection before any answer. */
export const hangUp: Answer = (_, response) => void response.destroy();

/** Bytes on the wire that need not be HTTP at all; then the connection ends. */
export function wire(...pieces: readonly (string | Buffer)[]): Answer {
  return async (_, response) => {
    const { socket } = response;
    if (socket === null) return;
    for (const piece of pieces) await new Promise<unknown>((resolve) => socket.write(piece, resolve));
    socket.end();
  };
}

/** Bytes on the wire, after which the connection stays open: whoever sends a second request on it gets no answer. */
export function wireOpen(bytes: string | Buffer): Answer {
  return (_, response) => void response.socket?.write(bytes);
}

/** One thing that happens in a streamed answer. */
export type Step = (response: ServerResponse) => void | Promise<void>;

/** Settles when the bytes have left, so that a cut after them takes none back. */
export const raw =
  (text: string | Buffer): Step =>
  (response) =>
    new Promise((resolve) => response.write(text, () => resolve()));
export const event = (data: unknown): Step => raw(`data: ${JSON.stringify(data)}\n\n`);
export const done: Step = raw("data: [DONE]\n\n");
export const gate =
  (open: Promise<unknown>): Step =>
  async () =>
    void (await open);
/** Breaks the connection in the middle of the body. */
export const cut: Step = (response) => void response.destroy();
/** Leaves the answer open for ever. */
export const hang: Step = () => new Promise(() => {});

/** A stream of server-sent events; it ends well after the last step, unless a step cut it. */
export function sse(steps: readonly Step[], headers: OutgoingHttpHeaders = {}): Answer {
  return async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...headers });
    response.flushHeaders();
    for (const step of steps) {
      if (response.destroyed) return;
      await step(response);
    }
    response.end();
  };
}

/** As many bytes of one event after another as the other side takes. */
export function flood(total: number, eventText: string, onWritten: (bytes: number) => void): Answer {
  const text = Buffer.from(eventText.repeat(Math.ceil(65_536 / eventText.length)));
  return async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    const closed = new Promise((resolve) => response.once("close", resolve));
    let written = 0;
    while (written < total && !response.destroyed) {
      const more = response.write(text);
      written += text.length;
      onWritten(written);
      if (!more && !response.destroyed)
        await Promise.race([new Promise((resolve) => response.once("drain", resolve)), closed]);
    }
    response.end("data: [DONE]\n\n");
  };
}
