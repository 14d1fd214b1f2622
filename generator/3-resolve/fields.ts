import type { FieldRules, Json } from "../../runtime/contract/fields.ts";
import { REFUSED_FIELDS } from "./refused-fields.ts";

/** The keys of a backend, of a model's defaults and of a failover route that concern body fields. */
interface FieldKeys {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly drop?: readonly string[] | string;
}

const UNSUPPORTED = "unsupported";

/**
 * `body` and `drop`; undefined if they say nothing.
 *
 * @param type of the backend, for `drop: unsupported`; undefined where that is not allowed
 */
export function resolveFields({ body = {}, drop = [] }: FieldKeys, type?: string): FieldRules | undefined {
  const names = typeof drop === "string" ? [drop] : drop;
  const listed = names.filter((name) => type === undefined || name !== UNSUPPORTED);
  const refused = names.length > listed.length ? REFUSED_FIELDS[type ?? ""] : undefined;
  const rules: FieldRules = {
    ...(Object.keys(body).length === 0 ? {} : { body: body as Readonly<Record<string, Json>> }),
    ...(listed.length === 0 ? {} : { drop: listed }),
    ...(refused === undefined ? {} : { refused }),
  };
  return Object.keys(rules).length === 0 ? undefined : rules;
}
