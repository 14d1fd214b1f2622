/** The product in front of one upstream that plays many backends, each below a path with its name. */
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type ArtifactOptions, type RunningArtifact, startArtifact } from "./artifact.ts";
import { type Answered, type Opened, open, post } from "./client.ts";
import { type Received, type ScriptedUpstream, startUpstream } from "./upstream.ts";

export interface RequestLine {
  readonly id: string;
  readonly status: number;
  readonly model: string;
  readonly target: string;
  readonly attempts: number;
  readonly tried: readonly {
    readonly target: string;
    readonly status: number | null;
    readonly reason: string;
    readonly ms: number;
  }[];
  readonly ms: number;
  readonly client_left: boolean;
}

export interface Gateway {
  readonly upstream: ScriptedUpstream;
  readonly artifact: RunningArtifact;
  /** Asks for a chat completion and reads the whole answer. */
  ask(model: string, fields?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answered>;
  /** Asks for a stream and waits for the head of the answer. */
  stream(model: string, headers?: Record<string, string>): Promise<Opened>;
  /** Takes the next request to each of these backends, in whichever order they come. */
  asked<Name extends string>(...backends: readonly Name[]): Promise<Readonly<Record<Name, Received>>>;
  /** Of all requests that came so far, those to this target, `backend:model`. */
  countOf(target: string): number;
  /** What the log says of the request for this model string, of which there must be only one. */
  line(model: string): Promise<RequestLine>;
}

export const messages = [{ role: "user", content: "hi" }];

/** A backend's lines in a config; `keys` are names of environment variables. */
export function backend(name: string, origin: string, more = "", keys: readonly string[] = ["KEY"]): string {
  const list = keys.map((key) => `"\${${key}}"`).join(", ");
  return `  ${name}: { type: openai-compatible, base_url: "${origin}/${name}/v1", api_keys: [${list}]${more && `, ${more}`} }`;
}

/** Runs both around the tests of a file; what it gives back may be used inside tests. */
export function gateway(
  config: (url: string) => string | Promise<string>,
  options: Pick<ArtifactOptions, "time"> = {},
): Gateway {
  const live: { upstream?: ScriptedUpstream; artifact?: RunningArtifact } = {};
  beforeAll(async () => {
    live.upstream = await startUpstream();
    const env = { KEY: "sk-key", KEY_1: "sk-one", KEY_2: "sk-two" };
    live.artifact = await startArtifact(await config(live.upstream.url), { ...options, env });
  });
  afterAll(async () => {
    await live.artifact?.stop();
    await live.upstream?.close();
  });
  beforeEach(() => live.upstream?.reset());
  const ready = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("used outside a test");
    return value;
  };
  const url = () => `${ready(live.artifact).url}/v1/chat/completions`;
  return {
    get upstream() {
      return ready(live.upstream);
    },
    get artifact() {
      return ready(live.artifact);
    },
    ask: (model, fields = {}, headers = {}) => post(url(), { model, messages, ...fields }, headers),
    stream: (model, headers = {}) => open(url(), { body: JSON.stringify({ model, messages, stream: true }), headers }),
    async asked<Name extends string>(...backends: readonly Name[]) {
      const found = new Map<string, Received>();
      for (let i = 0; i < backends.length; i++) {
        const received = await ready(live.upstream).next();
        found.set(backendOf(received), received);
      }
      return Object.fromEntries(
        backends.map((name) => {
          const received = found.get(name);
          if (received === undefined) throw new Error(`asked were ${[...found.keys()].join()}, not ${name}`);
          return [name, received];
        }),
      ) as Record<Name, Received>;
    },
    countOf: (target) =>
      ready(live.upstream).received.filter((each) => `${backendOf(each)}:${each.fields.model}` === target).length,
    async line(model) {
      const text = JSON.stringify(model).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
      return JSON.parse(await ready(live.artifact).logged(new RegExp(`"event":"request".*"model":${text}`)));
    },
  };
}

function backendOf({ url }: Received): string {
  return url.split("/")[1] ?? "";
}
