/** Every fault of test/faults, at the speed of the soak. */
import {
  cutAfter,
  type Fault,
  MALFORMED,
  type Malformed,
  malformedAfter,
  noDone,
  noToken,
  reset,
  silence,
  stallAfter,
  status,
  well,
} from "../faults/fault.ts";
import { pick, roll } from "./dice.ts";

/** How often an upstream does something else than to answer well. */
const FAILS = 0.3;

/** Longer than any limit of the config. */
const TOO_LONG = 3_000;

const kinds = Object.keys(MALFORMED) as Malformed[];

/** By turns of equal likelihood; a list of lists, so that a fault of many kinds is no likelier than others. */
const faults: readonly (readonly Fault[])[] = [
  [status(429, "rate_limit_exceeded", { "retry-after-ms": "60" })],
  [status(429, "rate_limit_exceeded")],
  [status(500)],
  [status(503), status(502), status(529)],
  [reset],
  [silence],
  [noToken(TOO_LONG, false), noToken(TOO_LONG, true)],
  [cutAfter(40, "close"), cutAfter(40, "end"), cutAfter(1, "close")],
  [stallAfter(20, TOO_LONG), stallAfter(20, Number.POSITIVE_INFINITY)],
  kinds.map((kind) => malformedAfter(30, kind)),
  [noDone("end"), noDone("open")],
  [status(400, "context_length_exceeded")],
  [status(400, "content_policy_violation")],
];

export const FAULT_NAMES: readonly string[] = [...new Set(faults.flat().map(({ name }) => name))].sort();

/** The fault for the `time`th attempt of request `number` at `upstream`. */
export function faultOf(seed: number, upstream: string, number: number, time: number): Fault {
  if (roll(seed, upstream, number, time) >= FAILS) return well;
  return pick(pick(faults, roll(seed, upstream, number, time, "fault")), roll(seed, upstream, number, time, "kind"));
}
