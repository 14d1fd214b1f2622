/** A built server that asks for a key, between hostile clients and a hostile upstream. */
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, type Sent, send, wireTo } from "../support/client.ts";
import { type RawServer, startRawServer } from "../support/raw-server.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

export const CLIENT_KEY = "client-key-1";
export const UPSTREAM_KEY = "sk-upstream-0123456789abcdef";

export interface Stage {
  readonly artifact: RunningArtifact;
  /** Answers the models of the backend `up`. */
  readonly upstream: ScriptedUpstream;
  /** Sends a request with the client's key; the result in words. */
  ask(sent?: Sent & { readonly path?: string }): Promise<string>;
  /** As `ask`, with the whole answer. */
  answer(sent?: Sent & { readonly path?: string }): Promise<Answered>;
  /** Writes bytes to a connection of their own; the result in words. */
  wire(bytes: string | Buffer): Promise<string>;
  /** Sends a good request to the backend `raw`, whose server answers with these bytes; the result in words. */
  answeredWith(bytes: string | Buffer, stream?: boolean): Promise<string>;
  /** How many requests the upstream got since the case began. */
  forwarded(): number;
  /** Before each case. */
  reset(): void;
  close(): Promise<void>;
}

export const GOOD = { model: "up:m", messages: [{ role: "user", content: "hi" }] };
export const ANSWER = {
  id: "chatcmpl-1",
  object: "chat.completion",
  created: 1,
  model: "m",
  choices: [{ index: 0, message: { role: "assistant", content: "hello" }, finish_reason: "stop" }],
};

export async function setStage(flags: readonly string[]): Promise<Stage> {
  const upstream = await startUpstream();
  const raw = await startRawServer();
  upstream.always("/", (_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(ANSWER));
  });
  const artifact = await startArtifact(configFor(upstream, raw), {
    env: { UP_KEY: UPSTREAM_KEY, RAW_KEY: "sk-raw", CLIENT: CLIENT_KEY },
    flags,
  });
  let before = upstream.begun();

  const answer: Stage["answer"] = ({ path = "/v1/chat/completions", headers = {}, body, ...rest } = {}) =>
    send(`${artifact.url}${path}`, {
      headers: { authorization: `Bearer ${CLIENT_KEY}`, ...headers },
      body: body ?? JSON.stringify(GOOD),
      ...rest,
    });

  return {
    artifact,
    upstream,
    answer,
    ask: async (sent) => {
      const answered = await answer(sent);
      return wordsOf(answered.status, answered.text);
    },
    wire: async (bytes) => wireWords(await wireTo(artifact.url, bytes).catch(() => "")),
    async answeredWith(bytes, stream = false) {
      const body = JSON.stringify({ ...GOOD, model: "raw:m", stream });
      const asked = answer({ body }).then(
        ({ status, text }) => wordsOf(status, text),
        () => "the connection is broken off",
      );
      const connection = await raw.next();
      await connection.until("\r\n\r\n");
      connection.socket.end(bytes);
      return asked;
    },
    forwarded: () => upstream.begun() - before,
    reset() {
      upstream.reset();
      before = upstream.begun();
    },
    async close() {
      await artifact.stop();
      await Promise.all([upstream.close(), raw.close()]);
    },
  };
}

function configFor(upstream: ScriptedUpstream, raw: RawServer): string {
  return `backends:
  up: { type: openai-compatible, base_url: "${upstream.url}/v1", api_key: "\${UP_KEY}" }
  raw: { type: openai-compatible, base_url: "http://127.0.0.1:${raw.port}/v1", api_key: "\${RAW_KEY}" }
default_backend: up
passthrough: true
failure_handling: { retries: 0 }
auth: { api_keys: ["\${CLIENT}"] }
`;
}

/** A status, and the code of its error. */
export function wordsOf(status: number, body: string): string {
  const code = /"code":\s*"?(\w+)/.exec(body)?.[1];
  return code === undefined ? String(status) : `${status} \`${code}\``;
}

function wireWords(answer: string): string {
  if (answer === "") return "closed without an answer";
  const statuses = [...answer.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
  return statuses.map((status) => wordsOf(status, answer.slice(answer.indexOf("\r\n\r\n")))).join(", ");
}
