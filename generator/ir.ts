/** Output of phase 3: a config with every name looked up, every default filled in and every string parsed. Frozen. */
import type { Backend } from "../runtime/contract/backend.ts";
import type { FieldRules } from "../runtime/contract/fields.ts";
import type { Params } from "../runtime/contract/params.ts";
import type { Rules } from "../runtime/contract/route.ts";
import type { Settings } from "../runtime/contract/settings.ts";
import type { EnvRef } from "../runtime/contract/text.ts";
import type { Annotations } from "../runtime/selector/annotations.ts";
import type { Selector } from "../runtime/selector/selector.ts";
import type { Span } from "./document.ts";
import type { Matching } from "./regexp/matching.ts";
import type { Pattern } from "./regexp/pattern.ts";
import type { PatternShape } from "./regexp/shape.ts";

export interface Ir {
  /** The config's display name, `config.yaml`. */
  readonly file: string;
  readonly backends: readonly BackendIr[];
  readonly settings: Settings;
  /** `force_model` and `static_route` as parsed; null where not set. */
  readonly forceModel: LocatedSelector | null;
  readonly staticRoute: LocatedSelector | null;
  readonly defaultBackend: { readonly name: string; readonly origin: Span } | null;
  readonly aliases: readonly AliasRule[];
  readonly failoverRoutes: readonly FailoverRoute[];
  readonly tests: readonly RoutingTest[];
  /** Every environment variable the artifact reads, in config order. */
  readonly environment: readonly (EnvRef & { readonly purpose: string; readonly required: boolean })[];
}

export interface LocatedSelector {
  readonly origin: Span;
  readonly text: string;
  readonly selector: Selector;
}

export interface BackendIr {
  readonly origin: Span;
  /** The complete record of the runtime; emit prints it unchanged. */
  readonly backend: Backend;
  /** The models that the backend lists, each with its place. */
  readonly models: readonly { readonly name: string; readonly origin: Span }[];
}

/** One rule of `model_aliases`. */
export interface AliasRule {
  readonly origin: Span;
  /** As written. */
  readonly pattern: string;
  readonly replacement: string;
  readonly tree: Pattern;
  /** How names are matched, from their start. */
  readonly matching: Matching;
  /** What the pattern comes down to, so that most rules need no RegExp. */
  readonly shape: PatternShape;
  /** The replacement, split at its operators; its pieces are joined with the groups of the match. */
  readonly kind: Selector["kind"];
  readonly leaves: readonly AliasLeaf[];
}

/** Literal text, or a group of the match by number (0 is the whole match). */
export type TemplatePiece = string | { readonly group: number };

export interface AliasLeaf {
  readonly origin: Span;
  readonly params: Params;
  readonly annotations: Annotations;
  /** Those of its rule; null if there are none. */
  readonly fields: FieldRules | null;
  readonly target: AliasTarget;
}

export type AliasTarget =
  /** The backend is known; only the model contains groups. */
  | {
      readonly kind: "backend";
      readonly backend: string;
      readonly instance: number | null;
      readonly model: readonly TemplatePiece[];
    }
  /** Whether there is a backend prefix is known only when the groups are filled in. */
  | { readonly kind: "open"; readonly route: readonly TemplatePiece[] };

/** One entry of `failover_routes`. The name `*` stands for every bare model without a route of its own. */
export interface FailoverRoute {
  readonly origin: Span;
  readonly name: string;
  /** `km` is the same as `ordered`, because the keys of a backend follow each other anyway. */
  readonly policy: "ordered" | "round-robin" | "k" | "m" | "km" | "mk";
  /** Its rules for all its targets; null if it has none. */
  readonly rules: Rules | null;
  readonly elements: readonly RouteElement[];
}

export interface RouteElement {
  readonly origin: Span;
  /**
   * null: a bare model, which is resolved by the model lists and the default backend, never by another failover route.
   */
  readonly backend: string | null;
  readonly instance: number | null;
  readonly model: string;
  readonly params: Params;
  /** Only `max_context` and `on`. */
  readonly annotations: Annotations;
}

/** A routing test that the config carries: `{ model, expect: [targets] }`. */
export interface RoutingTest {
  readonly origin: Span;
  /** The name of the test; null if it has none. */
  readonly name: string | null;
  readonly model: string;
  readonly expect: readonly string[];
}
