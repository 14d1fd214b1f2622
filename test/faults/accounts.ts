/** What a server says of its attempts, held against what its upstreams saw. */
import { expect } from "vitest";
import type { Told } from "./judge.ts";
import type { Stage } from "./stage.ts";

/** The line that the log has of a request. */
interface Line {
  readonly target: string;
  readonly attempts: number;
  readonly tried: readonly { readonly target: string; readonly reason: string }[];
}

export async function expectAccounts(told: readonly Told[], stage: Stage): Promise<void> {
  const lines = await Promise.all(told.map((one) => expectLine(one, stage)));
  const tried = lines.flatMap((line) => line.tried);
  const { primary, fallback } = stage;
  expect(tried.filter(({ target }) => target === "fallback:gpt-large")).toHaveLength(fallback.arrivals.length);
  // An attempt on a closed port reaches nobody.
  const sent = tried.filter(({ target, reason }) => target === "primary:gpt-small" && !reason.startsWith("connection"));
  const reached = primary.arrivals.filter(({ fault }) => fault.name !== "reset");
  expect(sent).toHaveLength(reached.length);
}

async function expectLine({ kind, headers, bytes }: Told, { artifact }: Stage): Promise<Line> {
  const id = headers.get("x-request-id");
  expect(id).toMatch(/\S/);
  const line = JSON.parse(await artifact.logged(new RegExp(`"event":"request","id":"${id}"`))) as Line;
  expect(line.tried).toHaveLength(line.attempts);
  expect(line.tried.at(-1)?.target).toBe(line.target);
  expect(kind === "error" || line.tried.at(-1)?.reason === "ok", JSON.stringify(line)).toBe(true);
  // The head of an answer that was kept alive was sent before all of that was known.
  if (!bytes.startsWith(":")) {
    expect(headers.get("x-turnout-attempts")).toBe(String(line.attempts));
    expect(headers.get("x-turnout-route")).toBe(line.target);
  }
  return line;
}
