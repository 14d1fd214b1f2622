import { expect, test } from "vitest";
import type { Body } from "../../runtime/body/read-model.ts";
import { USUAL_LIMITS } from "../../runtime/body/whole/limits.ts";
import { attemptsOf, narrowed, preferring } from "../../runtime/conversation/narrow.ts";
import type { Prepared } from "../../runtime/request/prepare.ts";
import { type Attempt, targetName } from "../../runtime/targets/attempt.ts";
import { attemptFor } from "../support/attempts.ts";

const body: Body = {
  kind: "parsed",
  fields: {},
  model: "m",
  whole: null,
  long: null,
  refusal: null,
  limits: USUAL_LIMITS,
};
const leg = (startAfter: number, ...names: readonly string[]) => ({
  attempts: names.map(attemptFor),
  startAfter,
  firstToken: null,
});
const row: Prepared = { kind: "attempts", body, attempts: ["a:m", "b:m", "a.2:m", "b:n"].map(attemptFor) };
const race: Prepared = { kind: "race", body, legs: [leg(0, "a:m"), leg(300, "b:m", "a:n"), leg(500, "b:n")] };

const isOf = (backend: string) => (attempt: Attempt) => attempt.endpoint.backend.name === backend;
const names = (prepared: Prepared | null) => (prepared === null ? null : attemptsOf(prepared).map(targetName));

test("unwanted attempts are removed, and legs no longer wait for a removed one", () => {
  expect(names(narrowed(row, isOf("b")))).toEqual(["b:m", "b:n"]);
  const left = narrowed(race, isOf("b"));
  expect(names(left)).toEqual(["b:m", "b:n"]);
  expect(left?.kind === "race" && left.legs.map(({ startAfter }) => startAfter)).toEqual([0, 200]);
  expect([narrowed(row, isOf("c")), narrowed(race, isOf("c"))]).toEqual([null, null]);
});

test("preferred attempts come first, the others keep their order", () => {
  expect(names(preferring(row, isOf("b")))).toEqual(["b:m", "b:n", "a:m", "a.2:m"]);
  expect(names(preferring(race, isOf("a")))).toEqual(["a:m", "a:n", "b:m", "b:n"]);
});
