import type { Params } from "../contract/params.ts";
import type { Annotations } from "./annotations.ts";
import { PARAM_NAMES } from "./params.ts";
import type { Branch, Selector } from "./selector.ts";

const OPERATORS: Readonly<Record<Selector["kind"], string>> = {
  single: "",
  failover: "|",
  weighted: "^",
  parallel: "!",
};

/** What the text of a selector shows. */
export interface PrintedSelector {
  readonly kind: Selector["kind"];
  readonly branches: readonly PrintedBranch[];
}

type PrintedBranch = Annotations & Pick<Branch, "route" | "params">;

/** The canonical form of a selector: one annotation block, parameters in a fixed order, no white space. */
export function printSelector(selector: PrintedSelector): string {
  return selector.branches.map(printBranch).join(OPERATORS[selector.kind]);
}

function printBranch(branch: PrintedBranch): string {
  const annotations: string[] = [];
  if (branch.weight !== undefined) annotations.push(`weight=${branch.weight}`);
  if (branch.first) annotations.push("first");
  if (branch.backup) annotations.push("backup");
  if (branch.max_context !== undefined) annotations.push(`max_context=${branch.max_context}`);
  if (branch.handicap !== undefined) annotations.push(`handicap=${branch.handicap}`);
  if (branch.ttft_timeout !== undefined) annotations.push(`ttft_timeout=${branch.ttft_timeout}`);
  if (branch.on !== undefined) annotations.push(`on=${branch.on.join("+")}`);
  const block = annotations.length === 0 ? "" : `[${annotations.join(",")}]`;
  return block + branch.route + printQuery(branch.params);
}

/** `?temperature=0.7`, or "" if there are no parameters. */
export function printQuery(params: Params): string {
  const pairs: string[] = [];
  for (const name of PARAM_NAMES) {
    const value = params[name];
    if (value !== undefined) pairs.push(`${name}=${encode(String(value))}`);
  }
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

/** encodeURIComponent does not encode `!`, which is an operator here. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll("!", "%21");
}
