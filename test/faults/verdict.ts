/** What must hold of any answer, whatever the fault was: it is one upstream's answer, whole, or it is clearly an error. */
import { expect } from "vitest";
import type { Told, ToldError, ToldWhole } from "./judge.ts";
import type { Stage } from "./stage.ts";
import type { Arrival } from "./upstream.ts";

type Who = "primary" | "fallback";

/** The answer is whole, and one that `who` gave. */
export function expectWhole(told: Told, stage: Stage, who: Who | "either"): asserts told is ToldWhole {
  expect(told.kind === "error" ? told.error : null, `an answer after: ${told.text.slice(-60)}`).toBeNull();
  if (told.kind !== "whole") return;
  const given = arrivalsOf(stage, who).find(({ speech }) => speech.text === told.text);
  expect(given, `one answer of ${who}, not ${told.text.slice(0, 40)}…${told.text.slice(-40)}`).toBeDefined();
  expect(told.finish).toBe("stop");
  expect(told.model).toBe(given?.speech.model);
  expect(told.usage).toEqual(given?.speech.usage);
  expectReadable(told.bytes);
}

/** The answer is a clear error: before any text with a status, after some as the last event of the stream. */
export function expectError(told: Told, stage: Stage): asserts told is ToldError {
  expect(told.kind, `not a clean end after ${told.text.slice(-60)}`).toBe("error");
  if (told.kind !== "error") return;
  const texts = arrivalsOf(stage, "either").map(({ speech }) => speech.text);
  expect(
    texts.some((text) => text.startsWith(told.text)),
    `the beginning of one answer, not ${told.text}`,
  ).toBe(true);
  if (told.status !== null) {
    expect(told.text).toBe("");
    expectErrorShape(JSON.parse(told.bytes));
    return;
  }
  expectReadable(told.bytes);
  const last = dataOf(told.bytes).at(-1) ?? "";
  expect(last, "an error event at the end").not.toBe("[DONE]");
  expectErrorShape(JSON.parse(last));
}

function expectErrorShape(body: unknown): void {
  expect(body).toMatchObject({ error: { message: expect.stringMatching(/\S/), type: expect.stringMatching(/\S/) } });
}

/** Every event can be read, and nothing follows the terminator. */
function expectReadable(bytes: string): void {
  if (!bytes.startsWith("data:") && !bytes.startsWith(":")) return;
  expect(bytes.endsWith("\n\n"), `a whole last event, not ${bytes.slice(-80)}`).toBe(true);
  const events = dataOf(bytes);
  const end = events.indexOf("[DONE]");
  expect(end === -1 || end === events.length - 1, "nothing after [DONE]").toBe(true);
  for (const data of events.filter((text) => text !== "[DONE]")) {
    const parsed: unknown = JSON.parse(data);
    expect(Array.isArray(parsed) || typeof parsed !== "object" || parsed === null, data).toBe(false);
  }
}

/** What the events of a stream carry, comments left out. */
function dataOf(bytes: string): readonly string[] {
  return bytes
    .split("\n\n")
    .filter((block) => block.startsWith("data:"))
    .map((block) => block.slice("data:".length).trim());
}

function arrivalsOf({ primary, fallback }: Stage, who: Who | "either"): readonly Arrival[] {
  if (who === "either") return [...primary.arrivals, ...fallback.arrivals];
  return (who === "primary" ? primary : fallback).arrivals;
}
