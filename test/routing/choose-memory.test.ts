import { describe, expect, test } from "vitest";
import { type Choice, createChoose } from "../../runtime/routing/choose.ts";
import { createNotFound } from "../../runtime/routing/not-found.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const backend = httpBackend("openai", 0);
const target = (model: string) =>
  ({ kind: "target", backend, instance: null, model, params: null, rules: null, at: "config.yaml:1" }) as const;
const router = { ...bareRouter([backend]), route: target };
const chooserOf = () => createChoose(router, router.settings, { notFound: createNotFound(router), canRace: true });

describe("a parsed model string is remembered", () => {
  const isRemembered = (choose: (model: string) => Choice, model: string) => {
    const first = choose(model);
    return first === choose(model);
  };
  const ofLength = (length: number) => `openai:${"a".repeat(length - "openai:?seed=1".length)}?seed=1`;

  test("unless it is too long or wrong", () => {
    const choose = chooserOf();
    expect(isRemembered(choose, ofLength(256))).toBe(true);
    expect(isRemembered(choose, ofLength(257))).toBe(false);
    expect(isRemembered(choose, "openai:a|")).toBe(false);
  });

  test("among 256; after that all are forgotten", () => {
    const choose = chooserOf();
    const first = choose("openai:a?seed=0");
    for (let i = 1; i < 256; i++) choose(`openai:a?seed=${i}`);
    expect(choose("openai:a?seed=0")).toBe(first);
    choose("openai:a?seed=256");
    expect(choose("openai:a?seed=0")).not.toBe(first);
  });
});
