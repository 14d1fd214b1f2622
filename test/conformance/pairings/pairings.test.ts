import { describe } from "vitest";
import { answers } from "./answers.ts";
import { errors } from "./errors.ts";
import { nameOf, pairings } from "./pairing.ts";
import { reasoning } from "./reasoning.ts";
import { stage } from "./scene.ts";
import { tools } from "./tools.ts";

const scenes = stage();

/** One suite for every pairing: what a client may expect does not depend on what the upstream speaks. */
for (const pairing of pairings) {
  describe(nameOf(pairing), () => {
    const scene = scenes(pairing);
    describe("answers", () => answers(scene));
    describe("tools", () => tools(scene));
    describe("reasoning", () => reasoning(scene));
    describe("errors", () => errors(scene));
  });
}
