import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Facts } from "../facts/facts.ts";

/** A check sees the whole config and reports only what is certain. */
export type Check = (facts: Facts) => readonly Diagnostic[];
