import type { Upstream, UpstreamEvents } from "../../runtime/wire/upstream.ts";

/** What an upstream has told its handler so far. */
export interface Recording {
  status: number | null;
  readonly headers: Map<string, string>;
  readonly chunks: string[];
  end: "open" | "complete" | "error";
  error: Error | null;
  /** What the handler answers to headers and data; set to false to pause. */
  flowing: boolean;
  resume: () => void;
  abort: (reason?: Error) => void;
  readonly text: string;
  readonly json: Record<string, unknown>;
  /** The payloads of a stream's events, `[DONE]` left out. */
  readonly events: Record<string, unknown>[];
}

/** Posts JSON (or bytes as they are) to an upstream and records what comes. */
export function dispatch(upstream: Upstream, path: string, body: unknown): Recording {
  const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  const recording: Recording = {
    status: null,
    headers: new Map(),
    chunks: [],
    end: "open",
    error: null,
    flowing: true,
    resume: () => {},
    abort: () => {},
    get text() {
      return this.chunks.join("");
    },
    get json() {
      return JSON.parse(this.text) as Record<string, unknown>;
    },
    get events() {
      return this.text
        .split("\n\n")
        .filter((event) => event.startsWith("data: {"))
        .map((event) => JSON.parse(event.slice("data: ".length)) as Record<string, unknown>);
    },
  };
  const handler: UpstreamEvents = {
    onConnect(abort) {
      recording.abort = abort;
    },
    onHeaders(status, headers, resume) {
      recording.status = status;
      for (let i = 0; i < headers.length; i += 2) recording.headers.set(String(headers[i]), String(headers[i + 1]));
      recording.resume = resume;
      return recording.flowing;
    },
    onData(chunk) {
      recording.chunks.push(chunk.toString("utf8"));
      return recording.flowing;
    },
    onComplete() {
      recording.end = "complete";
    },
    onError(error) {
      recording.end = "error";
      recording.error = error;
    },
  };
  const payload = { pieces: [bytes], length: bytes.length };
  upstream.dispatch({ method: "POST", path, headers: [], body: payload }, handler);
  return recording;
}
