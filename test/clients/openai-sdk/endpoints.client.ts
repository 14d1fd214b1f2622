/** The SDK at what Turnout sends through as it comes: uploads, files, images, sounds, and WebSockets. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningArtifact, startArtifact } from "../../support/artifact.ts";
import { hasOpenssl } from "../../support/certificate.ts";
import { type Received, type ScriptedUpstream, startUpstream } from "../../support/upstream.ts";
import { UPSTREAM_KEY } from "../support/provider.ts";
import { type Outcome, reportOf } from "../support/report.ts";
import { TURNOUT_KEY } from "../support/turnout.ts";
import { answerOthers } from "./other-endpoints.ts";
import { type RealtimeUpstream, startRealtime } from "./realtime-upstream.ts";
import { SDKS } from "./sdks.ts";
import { startTlsFront, type TlsFront } from "./tls-front.ts";

let upstream: ScriptedUpstream;
let voice: RealtimeUpstream;
let artifact: RunningArtifact;
let front: TlsFront | null = null;
beforeAll(async () => {
  upstream = await startUpstream();
  answerOthers(upstream);
  voice = await startRealtime();
  artifact = await startArtifact(
    `
backends:
  openai: { type: openai, base_url: "${upstream.url}/v1", api_key: "\${UPSTREAM_KEY}" }
  voice: { type: openai, base_url: "${voice.url}/v1", api_key: "\${UPSTREAM_KEY}" }
default_backend: openai
passthrough: true
`,
    { env: { UPSTREAM_KEY, TURNOUT_API_KEY: TURNOUT_KEY } },
  );
  if (hasOpenssl) front = await startTlsFront(artifact.url);
});
afterAll(async () => {
  await front?.close();
  await artifact.stop();
  await voice.close();
  await upstream.close();
});

describe.each(SDKS)("$name", ({ name, node }) => {
  let results: Readonly<Record<string, Outcome>>;
  let asked: readonly Received[];
  beforeAll(async () => {
    const before = upstream.received.length;
    const report = await reportOf<{ readonly results: Readonly<Record<string, Outcome>> }>(
      new URL("endpoints-script.mjs", import.meta.url),
      [name],
      {
        node,
        env: {
          OPENAI_BASE_URL: `${artifact.url}/v1`,
          OPENAI_API_KEY: TURNOUT_KEY,
          SECURE_BASE_URL: `${front?.url}/v1`,
          NODE_EXTRA_CA_CERTS: front?.certificate.file ?? "",
        },
      },
    );
    results = report.results;
    asked = upstream.received.slice(before);
  });

  test("embeddings, moderations, images and speech", () => {
    expect(results.embeddings).toEqual({ embedding: [0.25, -0.5] });
    expect(results.moderations).toEqual({ flagged: false });
    expect(results.images).toEqual({ image: "a fox" });
    expect(results.imagesOfNoModel).toEqual({ created: 1 });
    expect(results.speech).toEqual({ bytes: [0xff, 0xfb, 0x00, 0x80] });
  });

  test("uploads arrive complete, their model without the backend's name", () => {
    expect(results.transcriptions).toEqual({ text: "whisper-1, note.mp3, 300000 bytes" });
    expect(results.upload).toEqual({ told: "no model, note.mp3, 300000 bytes" });
  });

  test("files and vector stores", () => {
    expect(results.files).toEqual({ ids: ["file-1"] });
    expect(results.vectorStores).toEqual({ id: "vs_1" });
  });

  test("everything is sent with the upstream's key", () => {
    expect(asked).toHaveLength(9);
    for (const { headers } of asked) expect(headers.authorization).toBe(`Bearer ${UPSTREAM_KEY}`);
  });

  test.skipIf(!hasOpenssl)(
    "WebSockets of /realtime (need openssl), with the key in a header or among the subprotocols",
    () => {
      const item = { item: { id: "item_1" } };
      expect(results.realtime).toEqual(item);
      // Node 20, with which the older SDK is tried, has no WebSocket of its own.
      if (name === "openai-7") expect(results.realtimeOfBrowsers).toEqual(item);
      expect(voice.asked.length).toBeGreaterThan(0);
      for (const { headers, url } of voice.asked) {
        expect(url).toBe("/v1/realtime?model=gpt-realtime");
        expect(headers.authorization).toBe(`Bearer ${UPSTREAM_KEY}`);
        expect(JSON.stringify(headers)).not.toContain(TURNOUT_KEY);
      }
    },
  );
});
