import type { JsonObject } from "../../protocols/json/json-object.ts";

/** A number within a schema's bounds: 1 if allowed, else the nearest allowed one. */
export function numberSample(schema: JsonObject, integer: boolean): number {
  const step = positive(schema.multipleOf) ?? (integer ? 1 : null);
  const above = numberOf(schema.exclusiveMinimum);
  const below = numberOf(schema.exclusiveMaximum);
  const gap = step ?? (above !== null && below !== null ? (below - above) / 2 : 1);
  const least = Math.max(numberOf(schema.minimum) ?? -Infinity, above === null ? -Infinity : next(above, gap, step));
  const most = Math.min(numberOf(schema.maximum) ?? Infinity, below === null ? Infinity : -next(-below, gap, step));
  const value = Math.min(Math.max(1, least), most);
  if (step === null || Number.isInteger(value / step)) return value;
  const up = Math.ceil(value / step) * step;
  return up <= most ? up : Math.floor(value / step) * step;
}

/** The first candidate above an exclusive bound. */
function next(bound: number, gap: number, step: number | null): number {
  return step === null ? bound + gap : (Math.floor(bound / step) + 1) * step;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

function positive(value: unknown): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}
