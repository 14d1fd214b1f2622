/** Upstreams without sockets: each attempt plays the next script of its target, on the harness's clock. */
import type { Clock, Timer } from "../../runtime/clock.ts";
import type { Backend } from "../../runtime/contract/backend.ts";
import type { Rules } from "../../runtime/contract/route.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import type { Endpoint } from "../../runtime/targets/endpoint.ts";
import { forwardedNames } from "../../runtime/wire/forwarded-names.ts";
import { flatten } from "../../runtime/wire/payload.ts";
import { isStream, type UpstreamEvents, UpstreamFailure, type UpstreamRequest } from "../../runtime/wire/upstream.ts";
import { attemptFor } from "./attempts.ts";

export type Step =
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "head"; readonly status: number; readonly headers: readonly string[] }
  | { readonly kind: "data"; readonly text: string }
  | { readonly kind: "end" }
  /** The connection breaks, or there is none. */
  | { readonly kind: "cut" };

/** What one attempt gets. A script without an end falls silent. */
export type Script = readonly Step[];

/** One attempt as its upstream saw it. */
export interface Asked {
  readonly target: string;
  /** Milliseconds since the harness began. */
  readonly at: number;
  readonly request: UpstreamRequest | null;
  /** `given up`: by this side. */
  state: "open" | "over" | "given up";
}

export interface TargetOptions {
  readonly backend?: Partial<Backend>;
  readonly endpoint?: Partial<Endpoint>;
  readonly rules?: Rules;
}

/** Plays scripts and writes down what was asked for. */
export class ScriptedTargets {
  readonly asked: Asked[] = [];
  readonly #clock: Clock;
  readonly #began: number;
  readonly #scripts = new Map<string, Script[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#began = clock.now();
  }

  /** A target, `a:m`; its attempts get these scripts, one after the other, and the last one from then on. */
  target(
    name: string,
    scripts: readonly Script[],
    { backend = {}, endpoint = {}, rules }: TargetOptions = {},
  ): Attempt {
    const bare = attemptFor(name);
    this.#scripts.set(name, [...scripts]);
    return {
      ...bare,
      rules: rules ?? null,
      endpoint: {
        ...bare.endpoint,
        ...endpoint,
        forwards: endpoint.forwards ?? forwardedNames(endpoint.headers ?? [], null),
        address: `http://${bare.endpoint.label}`,
        backend: { ...bare.endpoint.backend, origin: `http://${bare.endpoint.label}`, ...backend } as Backend,
        upstream: {
          dispatch: (request, events) => this.dispatch(name, request, events),
          close: async () => {},
        },
      },
    };
  }

  /** The next script of a target, and its place in the list of all that was asked for. */
  begin(name: string, request: UpstreamRequest | null): { readonly asked: Asked; readonly script: Script } {
    const asked: Asked = { target: name, at: this.#clock.now() - this.#began, request, state: "open" };
    this.asked.push(asked);
    const scripts = this.#scripts.get(name) ?? [];
    const script = (scripts.length > 1 ? scripts.shift() : scripts[0]) ?? [];
    return { asked, script };
  }

  dispatch(name: string, request: UpstreamRequest, events: UpstreamEvents): void {
    const { asked, script } = this.begin(name, request);
    let timer: Timer | null = null;
    events.onConnect(() => {
      if (asked.state !== "open") return;
      asked.state = "given up";
      timer?.cancel();
      if (request.body !== null && isStream(request.body)) request.body.close();
      events.onError(new UpstreamFailure("connection", "given up"));
    });
    if (request.body !== null && isStream(request.body)) request.body.open({ write: () => true, end() {}, fail() {} });
    const play = (from: number): void => {
      for (let at = from; asked.state === "open" && at < script.length; at++) {
        const step = script[at];
        if (step?.kind === "wait") {
          timer = this.#clock.setTimer(step.ms, () => play(at + 1));
          return;
        }
        if (step?.kind === "end" || step?.kind === "cut") asked.state = "over";
        if (step !== undefined) tell(events, step);
      }
    };
    play(0);
  }

  /** Names of the targets in the order in which they were asked. */
  get order(): readonly string[] {
    return this.asked.map(({ target }) => target);
  }
}

function tell(events: UpstreamEvents, step: Exclude<Step, { kind: "wait" }>): void {
  switch (step.kind) {
    case "head":
      events.onHeaders(step.status, step.headers, () => {});
      break;
    case "data":
      events.onData(Buffer.from(step.text));
      break;
    case "end":
      events.onComplete();
      break;
    case "cut":
      events.onError(new UpstreamFailure("connection", "reset"));
  }
}

/** The JSON that an attempt was sent. */
export function sentTo({ request }: Asked): Record<string, unknown> {
  const body = request?.body ?? null;
  if (body === null || isStream(body)) return {};
  return JSON.parse(flatten(body).toString("utf8")) as Record<string, unknown>;
}

// ---- what scripts are made of ----

export const wait = (ms: number): Step => ({ kind: "wait", ms });
export const cut: Step = { kind: "cut" };
export const end: Step = { kind: "end" };
export const data = (text: string): Step => ({ kind: "data", text });
const head = (status: number, ...headers: readonly string[]): Step => ({ kind: "head", status, headers });

export const SILENT: Script = [];
export const UNREACHABLE: Script = [cut];

/** An answer in one piece. */
export function answer(text: string, status = 200, ...headers: readonly string[]): Script {
  return [head(status, "content-type", "application/json", ...headers), data(text), end];
}

/** A completion of a few words. */
export const COMPLETION =
  '{"choices":[{"index":0,"message":{"role":"assistant","content":"ok"},"finish_reason":"stop"}]}';

/** An answer that is an error. */
export function error(status: number, headers: readonly string[] = [], code = "broken"): Script {
  return answer(
    JSON.stringify({ error: { message: "no", type: "server_error", param: null, code } }),
    status,
    ...headers,
  );
}

/** A stream of chat chunks with these words; `then` is how it goes on. */
export function words(list: readonly string[], ...then: readonly Step[]): Script {
  return [head(200, "content-type", "text/event-stream"), ...list.map(word), ...then];
}

export function word(text: string): Step {
  return data(
    `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: text }, finish_reason: null }] })}\n\n`,
  );
}

/** The good end of a stream. */
export const done: readonly Step[] = [
  data(`data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`),
  end,
];
