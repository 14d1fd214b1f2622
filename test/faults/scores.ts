/** The table at the end of a run of the fault tests. */
import type { Client } from "./judge.ts";
import type { Mode } from "./stage.ts";

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly mode: Mode;
  readonly client: Client;
  /** `whole`, `clear error`, or why it failed. */
  readonly result: string;
  /** Requests that reached the primary and the fallback, until the fault was over. */
  readonly attempts: readonly [number, number];
  /** Of the list, not of the clock. */
  readonly seconds: number;
}

export function table(rows: readonly Row[]): string {
  const lines = [...rows]
    .sort((a, b) => a.id.localeCompare(b.id) || a.title.localeCompare(b.title) || a.mode.localeCompare(b.mode))
    .map(
      ({ id, title, mode, client, result, attempts, seconds }) =>
        [id, title, mode, client, `${attempts[0]} + ${attempts[1]}`, `${seconds.toFixed(1)} s`, result] as const,
    );
  const head = ["", "fault", "mode", "client", "attempts", "took", "result"] as const;
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => (line[column] ?? "").length)));
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
