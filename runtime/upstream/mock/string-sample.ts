import type { JsonObject } from "../../protocols/json/json-object.ts";
import { integerIn } from "../../protocols/json/read.ts";

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-01-01T00:00:00Z",
  date: "2026-01-01",
  time: "00:00:00Z",
  duration: "P1D",
  email: "user@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

/**
 * A string with a schema's format and length, padded to at most `longest`. A `pattern` is ignored: that would need a solver.
 */
export function stringSample(schema: JsonObject, longest: number): string {
  const known = typeof schema.format === "string" ? FORMATS[schema.format] : undefined;
  if (known !== undefined) return known;
  return "text"
    .padEnd(Math.min(integerIn(schema.minLength) ?? 0, longest), "x")
    .slice(0, integerIn(schema.maxLength) ?? undefined);
}
