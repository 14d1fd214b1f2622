import type { Env } from "../env/env.ts";

/** Which of the workers a process is. */
export interface Seat {
  /** From 1. A worker that replaces another has its number. */
  readonly number: number;
  /** null: the one of the settings. */
  readonly port: number | null;
}

const NAME = "TURNOUT_WORKER";
const TEXT = /^(\d+)(?::(\d+))?$/;

/** null in a process that no primary has started. */
export function seatIn(env: Env, isChild: boolean): Seat | null {
  const [, number, port] = (isChild ? TEXT.exec(env[NAME] ?? "") : null) ?? [];
  return number === undefined ? null : { number: Number(number), port: port === undefined ? null : Number(port) };
}

/** The variables of a worker's process in addition to the primary's. */
export function envOf({ number, port }: Seat): Readonly<Record<string, string>> {
  return { [NAME]: port === null ? `${number}` : `${number}:${port}` };
}
