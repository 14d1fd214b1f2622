import type { State } from "../regexp/machine.ts";
import type { Matching } from "../regexp/matching.ts";
import type { Single } from "../regexp/pattern.ts";
import { printSingle } from "../regexp/print.ts";
import { call, type Emission } from "./emission.ts";
import { type Code, inlineLiteral, regexpLiteral } from "./literal.ts";

/** Source text of what has the `exec` and `test` of a RegExp. */
export function patternCode(emission: Emission, matching: Matching): Code {
  if (matching.kind === "regexp") return regexpLiteral(matching.source, matching.flags);
  const { groups, start, states } = matching.machine;
  const lines = states.map((state, index) => `  /* ${index} */ ${inlineLiteral(stepOf(state))},\n`);
  return call(emission, "inSteps", [String(groups), String(start), `[\n${lines.join("")}]`]);
}

function stepOf(state: State): unknown {
  if (state.kind === "take") return { ...state, one: oneOf(state.one) };
  if (state.kind === "behind") return { ...state, texts: state.texts.map((text) => text.map(oneOf)) };
  return state;
}

function oneOf(single: Single): string | Code {
  if (single.kind === "literal") return single.text;
  const { source, flags } = printSingle(single);
  return regexpLiteral(source, flags);
}
