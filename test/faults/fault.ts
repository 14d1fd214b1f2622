/** What an upstream does with one request, each as a small script with a name. */
import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Clock } from "../../runtime/clock.ts";
import type { Arrival } from "./upstream.ts";
import { send, startStream, type Way, wait, wayOf } from "./way.ts";

export interface Scene {
  readonly arrival: Arrival;
  readonly response: ServerResponse;
  /** Whose milliseconds a fault lasts. */
  readonly clock: Clock;
  /** Resets the connection, which may take back what the other side has not read; or closes it behind what was sent. */
  breakOff(how: "reset" | "close"): void;
}

export interface Fault {
  readonly name: string;
  readonly play: (scene: Scene) => void | Promise<void>;
}

/** The whole answer, as it should be. */
export const well: Fault = {
  name: "well",
  play: (scene) => speak(scene, wayOf(scene.arrival)),
};

/** An error as OpenAI words it. */
export function status(code: number, errorCode: string | null = null, headers: OutgoingHttpHeaders = {}): Fault {
  return {
    name: errorCode ?? String(code),
    play({ response }) {
      const error = {
        message: `upstream says ${errorCode ?? code}`,
        type: "upstream_error",
        param: null,
        code: errorCode,
      };
      const text = JSON.stringify({ error });
      response.writeHead(code, { "content-type": "application/json", "content-length": text.length, ...headers });
      response.end(text);
    },
  };
}

export const reset: Fault = { name: "reset", play: (scene) => scene.breakOff("reset") };

/** Takes the request and never answers. */
export const silence: Fault = { name: "silence", play: () => {} };

/** The head at once, and no token for `milliseconds`; `noisy` fills the time with what is no output. */
export function noToken(milliseconds: number, noisy: boolean): Fault {
  return {
    name: "no token",
    async play(scene) {
      const { arrival, response } = scene;
      const way = wayOf(arrival);
      if (way.kind === "plain") {
        response.writeHead(200, { "content-type": "application/json" });
        response.flushHeaders();
        await wait(scene, milliseconds);
        response.end(way.body);
        return;
      }
      startStream(response);
      const noise = noisy ? [way.events.opening, ...Array.from({ length: 9 }, () => ": processing\n\n")] : [];
      for (const text of noise) {
        await send(response, text);
        await wait(scene, milliseconds / noise.length);
      }
      if (!noisy) await wait(scene, milliseconds);
      await finishStream(scene, noisy ? [...way.events.tokens, way.events.finish] : eventsOf(way));
    },
  };
}

/** Ends in the middle: with the connection, or as if all were said. */
export function cutAfter(tokens: number, how: "close" | "end"): Fault {
  return {
    name: "cut",
    async play(scene) {
      await begin(scene, tokens);
      if (how === "end" && wayOf(scene.arrival).kind === "stream") scene.response.end();
      else scene.breakOff("close");
    },
  };
}

/** Is silent for `milliseconds` in the middle, then continues; Infinity: never. */
export function stallAfter(tokens: number, milliseconds: number): Fault {
  return {
    name: "stall",
    async play(scene) {
      const rest = await begin(scene, tokens);
      if (milliseconds === Number.POSITIVE_INFINITY) return;
      await wait(scene, milliseconds);
      await finishStream(scene, rest);
    },
  };
}

export const MALFORMED = {
  truncated: 'data: {"id":"chatcmpl-1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"con\n\n',
  text: "data: upstream connect error or disconnect before headers\n\n",
  binary: Buffer.concat([
    Buffer.from("data: "),
    Buffer.from([0xff, 0xfe, 0x00, 0x80, 0xc3, 0x28, 0x1b]),
    Buffer.from("\n\n"),
  ]),
  array: "data: [1, 2, 3]\n\n",
  string: 'data: "garbage"\n\n',
  html: "data: <html><body>502 Bad Gateway</body></html>\n\n",
} satisfies Record<string, string | Buffer>;
export type Malformed = keyof typeof MALFORMED;

/** An event in the middle that none can read; the rest of the answer follows. An answer that is no stream goes well. */
export function malformedAfter(tokens: number, kind: Malformed): Fault {
  return {
    name: "malformed",
    async play(scene) {
      if (wayOf(scene.arrival).kind === "plain") return speak(scene, wayOf(scene.arrival));
      const rest = await begin(scene, tokens);
      await send(scene.response, MALFORMED[kind]);
      await finishStream(scene, rest);
    },
  };
}

/** All but the terminator; then the connection ends, or stays open and silent. */
export function noDone(then: "end" | "open"): Fault {
  return {
    name: "no [DONE]",
    async play(scene) {
      const way = wayOf(scene.arrival);
      if (way.kind === "plain") return speak(scene, way);
      startStream(scene.response);
      await say(scene, eventsOf(way).slice(0, -1));
      if (then === "end") scene.response.end();
    },
  };
}

/** Whatever `fault` does, unless the conversation ends with words of the assistant: those are refused. */
export const withoutPrefill = (fault: Fault): Fault => ({
  name: fault.name,
  play: (scene) =>
    (scene.arrival.body.messages.at(-1)?.role === "assistant" ? status(400, "prefill_not_supported") : fault).play(
      scene,
    ),
});

const eventsOf = ({ events }: Extract<Way, { kind: "stream" }>): readonly string[] =>
  [events.opening, ...events.tokens, events.finish, events.usage, events.done].filter((text) => text !== "");

async function speak(scene: Scene, way: Way): Promise<void> {
  const { response } = scene;
  if (way.kind === "plain") {
    response.writeHead(200, { "content-type": "application/json", "content-length": way.body.length });
    response.end(way.body);
    return;
  }
  startStream(response);
  await finishStream(scene, eventsOf(way));
}

/** Sends the first `tokens` of an answer, and returns the rest. */
async function begin(scene: Scene, tokens: number): Promise<readonly string[]> {
  const { arrival, response } = scene;
  const way = wayOf(arrival);
  if (way.kind === "plain") {
    const { body } = way;
    const middle = Math.floor((body.length * tokens) / arrival.speech.tokens.length);
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
    await send(response, body.slice(0, middle));
    return [body.slice(middle)];
  }
  startStream(response);
  const events = eventsOf(way);
  await say(scene, events.slice(0, tokens + 1));
  return events.slice(tokens + 1);
}

async function finishStream(scene: Scene, events: readonly string[]): Promise<void> {
  await say(scene, events);
  scene.response.end();
}

async function say({ response }: Scene, events: readonly string[]): Promise<void> {
  for (const text of events) {
    if (response.destroyed) return;
    await send(response, text);
    // Each is on its way before the next, and before a fault.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
