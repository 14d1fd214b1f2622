/** One client of the soak: sends a request, keeps every byte of the answer, and leaves in the middle if told to. */
import { type Agent, type IncomingMessage, request } from "node:http";

const TARGETS = ["first:small", "second:medium", "third:large"];

/** One after another, drawn by lots, or at once. */
export const ROUTES = {
  chain: "chat",
  lots: TARGETS.join("^"),
  race: TARGETS.map((target, index) => `[handicap=${(2 - index) * 0.02}]${target}`).join("!"),
};

export interface Asked {
  readonly number: number;
  readonly route: keyof typeof ROUTES;
  /** Whether the answer is to be held until it is whole, and who says so. */
  readonly hold: "no" | "route" | "header";
  readonly stream: boolean;
  /** Milliseconds after which the client goes away; null stays to the end. */
  readonly leaves: number | null;
}

export interface Heard {
  readonly asked: Asked;
  /** `broken`: the connection ended before the answer; `hung`: nothing ended it at all. */
  readonly end: "whole" | "broken" | "left" | "hung";
  /** 0 before the head of an answer. */
  readonly status: number;
  /** What the server calls the request; empty before the head of an answer. */
  readonly id: string;
  readonly body: string;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

/** Far above every limit of the config together. */
const PATIENCE = 25_000;

export function send(url: string, agent: Agent, asked: Asked): Promise<Heard> {
  const from = performance.now();
  const { number, hold, stream, leaves } = asked;
  const messages = [{ role: "user", content: `request ${number}` }];
  const options = stream ? { stream: true, stream_options: { include_usage: true } } : {};
  const text = JSON.stringify({ model: modelOf(asked), messages, ...options });

  return new Promise((resolve) => {
    let head: IncomingMessage | null = null;
    const chunks: Buffer[] = [];
    const finish = (end: Heard["end"]) => {
      clearTimeout(leaving);
      clearTimeout(hanging);
      if (end === "left" || end === "hung") sent.destroy();
      const body = Buffer.concat(chunks).toString("utf8");
      const id = String(head?.headers["x-request-id"] ?? "");
      resolve({ asked, end, status: head?.statusCode ?? 0, id, body, from, to: performance.now() });
    };
    const sent = request(`${url}/v1/chat/completions`, {
      method: "POST",
      agent,
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(text),
        ...(hold === "header" ? { "x-turnout-stream-recovery": "hold" } : {}),
      },
    });
    const leaving = leaves === null ? undefined : setTimeout(finish, leaves, "left");
    const hanging = setTimeout(finish, PATIENCE, "hung");
    sent.on("error", () => finish("broken"));
    sent.on("response", (response) => {
      head = response;
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", () => finish("broken"));
      response.on("end", () => finish(response.complete ? "whole" : "broken"));
    });
    sent.end(text);
  });
}

const modelOf = ({ route, hold }: Asked) => (route === "chain" && hold === "route" ? "chat-held" : ROUTES[route]);

/** The number that `send` put into a request. */
export function numberOf(messages: readonly { readonly content: string }[]): number {
  return Number(messages[0]?.content.split(" ")[1]);
}
