/** Applications are scripts that do one step after another and print what came of each as JSON. */
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { runClient } from "./run-client.ts";
import { TURNOUT_KEY } from "./turnout.ts";

/** What came of a step; `error` where it threw. */
export type Outcome = Readonly<Record<string, unknown>>;

/** Runs `script` with `args` on this Node or another; its environment has Turnout's key. */
export async function reportOf<Report>(
  script: URL,
  args: readonly string[],
  {
    node = process.execPath,
    env = {},
  }: { readonly node?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Report> {
  const { code, stdout, stderr } = await runClient(node, [fileURLToPath(script), ...args], {
    env: { TURNOUT_KEY, ...env },
    limit: 60,
  });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Report;
}
