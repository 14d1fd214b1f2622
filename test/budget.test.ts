import { expect, test } from "vitest";
import { compile } from "../generator/compile.ts";

/**
 * Bytes of a minified artifact; raise one only with a reason written here. What every artifact has is 155 KB: of that, what
 * happens when an upstream fails is 40 KB, the model string 15 KB, a decoder for zstd 8 KB, conversations 12 KB, and what
 * keeps out web pages, ends slow clients, serves connections in turn and ends the server in time 10 KB,
 * what counts the values of a body before it is parsed 4 KB, and what reads plain requests 8 KB.
 */
const BUDGETS = [
  {
    config: "backends: { offline: { type: mock } }\ndefault_backend: offline\n",
    limit: 239_500,
    why: "only the mock, 14 KB: it speaks chat, so clients of Responses are translated by 40 KB",
  },
  {
    config: `backends: { openai: { type: openai, base_url: "http://127.0.0.1:9001/v1" } }
default_backend: openai
model_aliases: [{ pattern: "^fast-(.*)$", replacement: "openai:gpt-5" }]
auth: { enabled: false }
`,
    limit: 256_000,
    why: "OpenAI speaks both protocols, so nothing is translated; the HTTP client is 10 KB, what hides secrets in its answers and tells its failures apart 4 KB, realtime sessions 6 KB, what puts answers right that came in another form than was asked for 15 KB, repairs of streams, which pass on and judge in one step what needs none, 7 KB",
  },
  {
    config: `backends:
  openai: { type: openai }
  local: { type: ollama }
  codex: { type: openai-codex }
  offline: { type: mock }
default_backend: openai
passthrough: true
logging: { capture_file: traffic.jsonl }
model_aliases: [{ pattern: "^race$", replacement: "openai:a!local:b" }]
`,
    limit: 410_000,
    why: "all there is but shared state, whose client is 150 KB; targets for certain failures are 2 KB; repairs of streams and tolerance for odd servers are in here too, what makes them cost little, and what hides secrets",
  },
] as const;

test.each(BUDGETS)("an artifact stays under $limit bytes ($why)", async ({ config, limit }) => {
  expect(Buffer.byteLength(await serverOf(config))).toBeLessThan(limit);
});

test("a thousand aliases cost less than 150 bytes each", async () => {
  const config = (count: number) =>
    JSON.stringify({
      backends: { offline: { type: "mock" } },
      model_aliases: Array.from({ length: count }, (_, i) => ({
        pattern: `^team-${i}-(.*)$`,
        replacement: "offline:\\1",
      })),
    });
  const [none = "", many = ""] = await Promise.all([serverOf(config(0)), serverOf(config(1000))]);
  expect((many.length - none.length) / 1000).toBeLessThan(150);
});

async function serverOf(text: string): Promise<string> {
  const { files, diagnostics } = await compile({ file: "config.yaml", text });
  const server = files.find(({ path }) => path === "server.mjs");
  if (server === undefined) throw new Error(JSON.stringify(diagnostics));
  return server.text;
}
