import { keySpanAt, nodeAt } from "../1-load/find.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { listed, suggest } from "../diagnostics/suggest.ts";
import { foreignKey } from "./foreign-keys.ts";
import { within } from "./path-text.ts";
import { placesOf } from "./schema-at.ts";
import { textParam, type Violation } from "./violation.ts";

/** As many names as fit on a few lines; a longer list belongs in the docs. */
const MOST_LISTED = 20;

/** A key that is unknown in its place: one of another product, a typing mistake, or one that belongs elsewhere. */
export function unknownKey(violation: Violation): Diagnostic {
  const forbidden = violation.keyword === "false schema";
  const key = forbidden ? String(violation.path.at(-1)) : textParam(violation, "additionalProperty");
  const parent = forbidden ? violation.path.slice(0, -1) : violation.path;
  const span = forbidden ? violation.keySpan : (keySpanAt(violation.node, [key]) ?? violation.keySpan);
  if (forbidden) {
    const hint = `\`${key}\` belongs to a backend of the type \`mock\`.`;
    return diagnostic("unknown-key", span, { key, where: within(parent), hint });
  }
  const siblings = Object.keys(violation.schema.properties ?? {});
  const near = suggest(key, siblings);
  const foreign = foreignKey([...parent, key]);
  if (foreign !== null) return diagnostic("foreign-key", span, { key, ...foreign });
  const hint = near.length > 0 ? `Did you mean ${listed(near, "or")}?` : elsewhere(violation, key, siblings);
  return diagnostic("unknown-key", span, { key, where: within(parent), hint });
}

function elsewhere({ node, path }: Violation, key: string, siblings: readonly string[]): string {
  if (path.length === 0 && nodeAt(node, [key, "type"]) !== undefined) {
    return `If \`${key}\` is a backend, put it under \`backends\`.`;
  }
  const places = placesOf(key);
  if (places.includes(key)) return "It belongs at the top of the config.";
  if (places.length > 0)
    return `It belongs in ${listed(
      places.slice(0, 3).map((place) => place.replace(/\.[^.]+$/, "")),
      "or",
    )}.`;
  if (siblings.length > MOST_LISTED) return "Remove it; `turnout schema` prints all keys there are.";
  return `Remove it; the keys here are ${listed(siblings, "and")}.`;
}
