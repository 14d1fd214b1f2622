/** Requests as no SDK would make them: odd bodies, slow readers, early hang-ups. */
import {
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from "node:http";
import { connect } from "node:net";

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
  readonly text: string;
  /** Whether the connection was broken off behind the error event that ends a stream of chat. */
  readonly brokenOff: boolean;
  /** The body as a JSON object. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** A list goes out with chunked encoding, one chunk a piece, which the server's parser hands on one by one. */
  readonly body?: string | Buffer | readonly Buffer[];
}

export interface Opened {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
}

/** Sends a request and waits for the head of the answer; the caller reads the body, or does not. */
export function open(url: string, { method = "POST", headers = {}, body }: Sent = {}): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { "content-type": "application/json", ...headers }, agent: false });
    sent.on("error", reject);
    sent.on("response", (response) => resolve({ request: sent, response }));
    if (typeof body === "string" || body instanceof Buffer || body === undefined) {
      // Node would send the headers in the encoding of a text.
      sent.end(typeof body === "string" ? Buffer.from(body) : body);
      return;
    }
    for (const piece of body) sent.write(piece);
    sent.end();
  });
}

/** Sends a request and reads the whole answer; fails if the answer is cut anywhere but behind an error event. */
export async function send(url: string, sent: Sent = {}): Promise<Answered> {
  const { response } = await open(url, sent);
  return collect(response);
}

export async function collect(response: IncomingMessage): Promise<Answered> {
  const chunks: Buffer[] = [];
  let broken: unknown = null;
  try {
    for await (const chunk of response) chunks.push(chunk as Buffer);
  } catch (error) {
    broken = error;
  }
  const body = Buffer.concat(chunks);
  const text = body.toString("utf8");
  if (broken !== null && !LAST_IS_ERROR.test(text)) throw broken;
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    rawHeaders: response.rawHeaders,
    body,
    text,
    brokenOff: broken !== null,
    get fields() {
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}

const LAST_IS_ERROR = /(?:^|\n)data: \{[^\n]*"error":\{[^\n]*\}\n\n$/;

/** Posts a value as JSON. */
export function post(url: string, value: unknown, headers: OutgoingHttpHeaders = {}): Promise<Answered> {
  return send(url, { body: JSON.stringify(value), headers });
}

/** Writes bytes to a fresh connection and gives back all that came until the other side closed it. */
export function wireTo(url: string, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => chunks.push(chunk));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
  });
}

export interface ErrorFields {
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
  readonly param: string | null;
}

/** The error of an answer; fails unless it has exactly the shape that OpenAI's has. */
export function errorOf(answer: Answered): ErrorFields {
  const error = answer.fields.error as ErrorFields | undefined;
  if (error === undefined || Object.keys(answer.fields).length !== 1) throw new Error(`no error in ${answer.text}`);
  const keys = Object.keys(error).sort().join();
  if (keys !== "code,message,param,type" || typeof error.message !== "string" || error.message === "")
    throw new Error(`not shaped as OpenAI shapes an error: ${answer.text}`);
  return error;
}
