import { Agent, request } from "node:http";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isDescriptorLeft } from "../../runtime/env/descriptor-left.ts";
import { watchDescriptors } from "../../runtime/server/descriptors.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { collect } from "../support/client.ts";
import { says } from "../support/completions.ts";
import { recordedLog } from "../support/recorded-log.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

describe("the watch", () => {
  function watched() {
    const log = recordedLog();
    let look = () => {};
    let left = true;
    const watch = watchDescriptors({
      log,
      isLeft: () => left,
      every(_, each) {
        look = each;
        return () => {
          look = () => {};
        };
      },
    });
    return {
      watch,
      events: () => log.lines.map(({ event }) => event),
      /** Each letter is a look: `-` finds none, `+` finds one. */
      see(looks: string) {
        for (const each of looks) {
          left = each === "+";
          look();
        }
      },
    };
  }

  test.each<readonly [what: string, looks: string, events: readonly string[]]>([
    ["while all is well", "+++", []],
    ["once, however long it lasts", "+---------", ["no_descriptors"]],
    ["once while they come and go", "-+-++-+++++++++-", ["no_descriptors"]],
    ["the end, when there are some for ten seconds", "-++++++++++++++++", ["no_descriptors", "descriptors_again"]],
    ["the next time", "-++++++++++-", ["no_descriptors", "descriptors_again", "no_descriptors"]],
  ])("tells of it: %s", (_, looks, events) => {
    const seen = watched();
    seen.see(looks);
    expect(seen.events()).toEqual(events);
    expect(seen.watch.lacking).toBe(looks.endsWith("-"));
  });

  test("can be ended", () => {
    const { watch, events, see } = watched();
    watch.stop();
    see("---");
    expect(events()).toEqual([]);
  });

  test("finds one here", () => {
    expect(isDescriptorLeft()).toBe(true);
  });
});

describe("a server without descriptors", () => {
  let upstream: ScriptedUpstream;
  let artifact: RunningArtifact;
  /** One connection, which is made while there are some. */
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const clients: Socket[] = [];

  beforeAll(async () => {
    upstream = await startUpstream();
    upstream.always("/", says("ok"));
    artifact = await startArtifact(
      `
backends:
  main: { type: openai-compatible, base_url: "${upstream.url}/v1", api_key: "\${KEY}" }
  named: { type: openai-compatible, base_url: "http://localhost:1/v1", api_key: "\${KEY}" }
default_backend: main
failure_handling: { retries: 0 }
`,
      { env: { KEY: "sk-test" }, time: "held", descriptors: 64 },
    );
  });

  afterAll(async () => {
    for (const client of clients) client.destroy();
    agent.destroy();
    await artifact?.stop();
    await upstream?.close();
  });

  const ask = (method: string, path: string, body = "") =>
    artifact.passUntil(
      new Promise<Awaited<ReturnType<typeof collect>>>((resolve, reject) => {
        const headers = { "content-type": "application/json" };
        const sent = request(`${artifact.url}${path}`, { agent, method, headers }, (response) => {
          collect(response).then(resolve, reject);
        });
        sent.on("error", reject);
        sent.end(body);
      }),
    );
  const chat = (model: string) => ask("POST", "/v1/chat/completions", `{"model":"${model}","messages":[]}`);
  const readyz = async () => (await ask("GET", "/readyz?verbose")).fields;
  const told = (event: string) => artifact.stderr().split(`"event":"${event}"`).length - 1;

  test("says so once, shows it to probes, and does not blame its targets; then it goes on", async () => {
    expect((await readyz()).descriptors).toBeUndefined();
    const { port } = new URL(artifact.url);
    const turnedAway = new Promise<void>((resolve) => {
      for (let count = 0; count < 100; count++) {
        const client = connect(Number(port), "127.0.0.1");
        client.on("error", () => {}).once("close", resolve);
        clients.push(client);
      }
    });
    await turnedAway;
    await artifact.logged(/"event":"no_descriptors"/);

    // A name cannot be looked up either; the system then says that there is no such host.
    for (const model of ["m", "named:m"]) {
      for (let count = 0; count < 10; count++) expect((await chat(model)).status).toBe(502);
    }
    expect(artifact.stderr()).toContain('"reason":"no_descriptors"');
    expect(await readyz()).toMatchObject({ status: "ready", descriptors: "none left", circuits: [], cooldowns: [] });
    await artifact.pass(60_000);
    expect(told("no_descriptors")).toBe(1);

    for (const client of clients) client.destroy();
    await artifact.logged(/"event":"descriptors_again"/);
    expect((await readyz()).descriptors).toBeUndefined();
    expect((await chat("m")).status).toBe(200);
  });
});
