import type { Span } from "../document.ts";

/** One rule that was applied to a name, for `turnout explain`. */
export interface Step {
  readonly rule:
    | "force_model"
    | "static_route"
    | "model_aliases"
    | "backends"
    | "failover_routes"
    | "models"
    | "default_backend";
  readonly origin: Span | null;
  readonly from: string;
  readonly to: string;
}

export type Trace = (step: Step) => void;

export function noTrace(): void {}
