import type { Params } from "../../runtime/contract/params.ts";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import type { Branch, Selector } from "../../runtime/selector/selector.ts";
import type { Span } from "../document.ts";
import type { Step } from "../interpret/trace.ts";

/** What `turnout explain --json` prints for one model string. Keys that do not apply are left out. */
export interface Explanation {
  readonly model: string;
  readonly ok: boolean;
  /** Present whenever the string can be parsed, even if a later step fails. */
  readonly selector?: { readonly kind: Selector["kind"]; readonly branches: readonly ShownBranch[] };
  readonly steps: readonly ShownStep[];
  readonly attempts: readonly Attempt[];
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  readonly error?: ExplanationError;
}

export type ShownBranch = Omit<Branch, "route" | "issues" | "offset" | "length">;

export interface ShownStep {
  readonly rule: Step["rule"];
  /** `file:line:column`. */
  readonly at?: string;
  readonly from: string;
  readonly to: string;
}

/** With the annotations that apply to it: those of its branch, with defaults, and the smallest `max_context`. */
export interface Attempt extends Annotations {
  /** `backend:model`, or `backend.2:model` where the backend has several keys or one is pinned. */
  readonly target: string;
  /** What the config and the model string set; the fields that a request sends win over `extra` and model_defaults. */
  readonly params: Params;
  /** `https://api.openai.com`; left out for the mock, which is nowhere. */
  readonly origin?: string;
  /** `file:line:column`. */
  readonly at?: string;
}

export interface ExplanationError {
  readonly code: string;
  readonly message: string;
  readonly status: number;
}

/** `at`, if a line of the config caused something. */
export function placeOf(span: Span | null): { readonly at?: string } {
  return span === null ? {} : { at: `${span.file}:${span.line}:${span.column}` };
}
