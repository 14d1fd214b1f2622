/** Streams arrive as they are generated, and end when the client leaves. */
import { expect, test } from "vitest";
import { open } from "../../support/client.ts";
import { deferred } from "../../support/deferred.ts";
import { clientOf } from "./clients.ts";
import type { Scene } from "./pairing.ts";
import { upstreamOf } from "./upstreams.ts";

export function aborts(scene: Scene): void {
  const { path, hi } = clientOf(scene);
  const bodyOf = (model: string) =>
    JSON.stringify({
      model: scene.named(model),
      stream: scene.streamed,
      ...hi,
    });

  const ask = (model: string) =>
    open(scene.url + path, { body: bodyOf(model), headers: { authorization: "Bearer sk-client" } });

  test("a client that leaves before the answer: the upstream's connection is closed", async () => {
    const leaving = new AbortController();
    const asked = scene.ask({ model: "silent", say: "Go on.", signal: leaving.signal });
    const received = await scene.provider.next();
    leaving.abort();
    await expect(asked).rejects.toThrow();
    expect(await received.over).toBe("cancelled");
  });

  if (!scene.streamed) return;
  test("a client that leaves within the answer: the upstream's connection is closed", async () => {
    const { request, response } = await ask("stall");
    const received = await scene.provider.next();
    response.on("error", () => {});
    for await (const chunk of response) if (String(chunk).includes("Hello")) break;
    request.destroy();
    expect(await received.over).toBe("cancelled");
  });

  test("each word arrives as soon as it is generated", async () => {
    const gates = new Map<number, () => void>();
    const passed = new Set<number>();
    const waits = (index: number): Promise<void> => {
      if (passed.has(index)) return Promise.resolve();
      const gate = deferred();
      gates.set(index, () => gate.resolve());
      return gate.promise;
    };
    const pass = (index: number) => {
      passed.add(index);
      gates.get(index)?.();
    };
    // The upstream says nothing behind the first word until the client has read it.
    const first = upstreamOf(scene).firstWord;
    for (let i = 0; i < first; i++) pass(i);
    scene.provider.pace(waits);
    const { response } = await ask("text");
    let seen = "";
    for await (const chunk of response) {
      seen += String(chunk);
      if (!passed.has(first) && seen.includes("Hello ")) {
        expect(seen).not.toContain("there");
        for (let i = first; i < 100; i++) pass(i);
      }
    }
    expect(passed.has(first)).toBe(true);
    expect(seen).toContain("there");
  });
}
