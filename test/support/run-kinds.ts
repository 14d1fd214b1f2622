/** Every kind of request that tries targets in turn, on one harness: they behave alike. */
import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { type Upload, uploadOf } from "../../runtime/body/upload.ts";
import type { Timer } from "../../runtime/clock.ts";
import { refusalOf } from "../../runtime/failure/refusal.ts";
import { endpointAt } from "../../runtime/passthrough/endpoint.ts";
import { type Form, readForm } from "../../runtime/passthrough/form/read-form.ts";
import { type Passing, PassRun } from "../../runtime/passthrough/pass-run.ts";
import type { Dial } from "../../runtime/passthrough/realtime/dial.ts";
import { RealtimeRun } from "../../runtime/passthrough/realtime/realtime-run.ts";
import { responsesEndpoint } from "../../runtime/protocols/responses/endpoint.ts";
import type { Attempt } from "../../runtime/targets/attempt.ts";
import { payloadOf } from "../../runtime/wire/payload.ts";
import type { Asking, Harness, Started } from "./attempt-harness.ts";
import { fakeResponse } from "./fake-response.ts";
import { type Asked, answer, COMPLETION, type Script, type TargetOptions } from "./scripted-target.ts";

export interface RunKind {
  /** What its targets are. */
  readonly target: TargetOptions;
  /** An answer that is one for this kind of request. */
  readonly good: Script;
  start(harness: Harness, attempts: readonly Attempt[], session?: string): Started;
}

const GOOD = answer(COMPLETION);

export const KINDS: Readonly<Record<string, RunKind>> = {
  chat: { target: {}, good: GOOD, start: (harness, attempts, session) => harness.ask(attempts, of(session)) },
  responses: {
    target: { endpoint: { protocols: ["responses"] } },
    good: answer('{"id":"resp_1","object":"response","status":"completed","output":[]}'),
    start: (harness, attempts, session) => harness.ask(attempts, { frontend: responsesEndpoint, ...of(session) }),
  },
  "responses translated to chat": {
    target: { endpoint: { protocols: ["chat"] } },
    good: answer('{"choices":[{"index":0,"message":{"role":"assistant","content":"hi"},"finish_reason":"stop"}]}'),
    start: (harness, attempts, session) => harness.ask(attempts, { frontend: responsesEndpoint, ...of(session) }),
  },
  passthrough: {
    target: {},
    good: GOOD,
    start: (harness, attempts, session) =>
      startPass(harness, attempts, { bodyFor: () => payloadOf([Buffer.from("{}")]) }, session),
  },
  upload: { target: {}, good: GOOD, start: startForm },
  realtime: { target: {}, good: [{ kind: "head", status: 101, headers: [] }], start: startRealtime },
};

function of(session: string | undefined): Pick<Asking, "session"> {
  return session === undefined ? {} : { session };
}

export function startPass(
  harness: Harness,
  attempts: readonly Attempt[],
  passing: Pick<Passing, "bodyFor"> & Partial<Passing>,
  session?: string,
): Started & { readonly run: PassRun } {
  const res = fakeResponse();
  const context = harness.contextFor({ frontend: endpointAt("/audio/transcriptions"), ...of(session) }, res);
  const run = new PassRun(harness.tools, context, {
    path: "/audio/transcriptions",
    attempts,
    repeatable: true,
    byModel: true,
    asItCame: false,
    ...passing,
  });
  run.start();
  return { context, res, run };
}

/** A form that is short enough to be held, and so can be sent again. */
function startForm(harness: Harness, attempts: readonly Attempt[], session?: string): Started {
  const text = ["--x", 'content-disposition: form-data; name="model"', "", "route", "--x--", ""].join("\r\n");
  const client = uploading({ "content-length": String(text.length) });
  let form: Form | null = null;
  readForm(client.req, "x", 1000, (read) => {
    if (read !== null && !("code" in read)) form = read;
  });
  client.send(text);
  client.end();
  const whole = form as Form | null;
  if (whole?.whole !== true) throw new Error("the form is not held");
  const bodyFor: Passing["bodyFor"] = ({ model }) => whole.body(model, [], () => {});
  return startPass(harness, attempts, { bodyFor }, session);
}

/** A client that sends a body piece by piece. */
export function uploading(headers: Readonly<Record<string, string>> = {}) {
  const req = Object.assign(new EventEmitter(), {
    headers,
    complete: false,
    destroyed: false,
    resume() {},
    pause() {},
  });
  return {
    req: req as unknown as IncomingMessage,
    /** Its body, to be streamed up. */
    upload: (): Upload =>
      uploadOf({
        req: req as unknown as IncomingMessage,
        length: null,
        before: [],
        pass: (chunk) => [chunk],
        closes: () => true,
      }),
    send: (text: string) => void req.emit("data", Buffer.from(text)),
    end: () => {
      req.complete = true;
      req.emit("end");
    },
  };
}

function startRealtime(harness: Harness, attempts: readonly Attempt[], session?: string): Started {
  const res = fakeResponse();
  const context = harness.contextFor({ frontend: endpointAt("/realtime"), ...of(session) }, res);
  const run = new RealtimeRun({
    tools: harness.tools,
    dial: scriptedDial(harness),
    context,
    attempts,
    offer: { headers: {}, protocols: "" },
    query: new URLSearchParams(),
    socket: fakeSocket(),
    early: { take: () => Buffer.alloc(0) },
  });
  run.start();
  return { context, res, run };
}

/** Asks for WebSockets by the same scripts; the head 101 opens one. */
function scriptedDial({ targets }: Harness): Dial {
  return ({ origin, path, answerTimeout, clock }, events) => {
    const model = new URL(path, origin).searchParams.get("model");
    const { asked, script } = targets.begin(`${origin.slice("http://".length)}:${model}`, null);
    const timers: Timer[] = [];
    let status = 0;
    let headers: readonly string[] = [];
    let body = "";
    const over = (state: Asked["state"]): void => {
      asked.state = state;
      for (const timer of timers) timer.cancel();
    };
    const play = (from: number): void => {
      for (let at = from; asked.state === "open" && at < script.length; at++) {
        const step = script[at];
        if (step?.kind === "wait") {
          timers.push(clock.setTimer(step.ms, () => play(at + 1)));
          return;
        }
        if (step?.kind === "head") ({ status, headers } = step);
        if (step?.kind === "data") body += step.text;
        if (step?.kind === "cut" || step?.kind === "end" || status === 101) over("over");
        if (step?.kind === "cut") events.failed({ kind: "connection" }, null);
        else if (status === 101) events.opened([], fakeSocket(), Buffer.alloc(0));
        else if (step?.kind === "end") {
          const answered = { status, headers: [...headers], body: Buffer.from(body) };
          events.failed(refusalOf(answered, clock), answered);
        }
      }
    };
    if (answerTimeout !== null) {
      timers.push(
        clock.setTimer(answerTimeout, () => {
          over("given up");
          events.failed({ kind: "timeout", of: "header" }, null);
        }),
      );
    }
    // A real one calls nothing back before it has returned.
    timers.push(clock.setTimer(0, () => play(0)));
    return () => over("given up");
  };
}

function fakeSocket(): Socket {
  const socket = new Duplex({ read() {}, write: (_, __, done) => done() });
  return Object.assign(socket, {
    setTimeout() {},
    setNoDelay() {},
    setKeepAlive() {},
    destroySoon() {},
  }) as unknown as Socket;
}
