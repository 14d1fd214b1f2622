/** One client of the soak: sends a request, keeps every byte of the answer, and leaves in the middle if told to. */
import { type Agent, type IncomingMessage, request } from "node:http";

export interface Asked {
  readonly number: number;
  readonly model: "chat" | "chat-held";
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
  readonly body: string;
  /** Milliseconds on the clock of `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

/** Far above every limit of the config together. */
const PATIENCE = 25_000;

export function send(url: string, agent: Agent, asked: Asked): Promise<Heard> {
  const from = performance.now();
  const { number, model, stream, leaves } = asked;
  const messages = [{ role: "user", content: `request ${number}` }];
  const options = stream ? { stream: true, stream_options: { include_usage: true } } : {};
  const text = JSON.stringify({ model, messages, ...options });

  return new Promise((resolve) => {
    let head: IncomingMessage | null = null;
    const chunks: Buffer[] = [];
    const finish = (end: Heard["end"]) => {
      clearTimeout(leaving);
      clearTimeout(hanging);
      if (end === "left" || end === "hung") sent.destroy();
      const body = Buffer.concat(chunks).toString("utf8");
      resolve({ asked, end, status: head?.statusCode ?? 0, body, from, to: performance.now() });
    };
    const sent = request(`${url}/v1/chat/completions`, {
      method: "POST",
      agent,
      headers: { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
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

/** The number that `send` put into a request. */
export function numberOf(messages: readonly { readonly content: string }[]): number {
  return Number(messages[0]?.content.split(" ")[1]);
}
