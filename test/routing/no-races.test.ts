import { expect, test } from "vitest";
import { createChoose } from "../../runtime/routing/choose.ts";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import { mockBackend } from "../support/mock.ts";
import { bareRouter } from "../support/router.ts";

test("a race is refused where none is compiled in, and other groups are not", () => {
  const backend = mockBackend();
  const target = (model: string) =>
    ({ kind: "target", backend, instance: null, model, params: null, rules: null, at: "config.yaml:1" }) as const;
  const router = { ...bareRouter([backend]), route: target, locate: target };
  const choose = createChoose(router, router.settings, { notFound: createNotFound(router), canRace: false });
  const refused = choose("openai:a!openai:b");
  expect(refused).toMatchObject({ ok: false, error: { status: 400, code: "unsupported_construct", param: "model" } });
  expect(refused.ok ? "" : refused.error.message).toContain("character 9 ");
  for (const model of ["openai:a|openai:b", "openai:a^openai:b", "openai:a"]) expect(choose(model).ok).toBe(true);
});
