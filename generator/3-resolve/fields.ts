import type { FieldRules, Json } from "../../runtime/contract/fields.ts";
import { REFUSED_FIELDS } from "./refused-fields.ts";

/** The keys of a backend, of a model's defaults, of a failover route and of an alias that concern body fields. */
interface FieldKeys {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly body_from_headers?: Readonly<Record<string, string>>;
  readonly drop?: readonly string[] | string;
}

const UNSUPPORTED = "unsupported";

/**
 * `body`, `body_from_headers` and `drop`; undefined if they say nothing.
 *
 * @param type of the backend, for `drop: unsupported`; undefined where that is not allowed
 */
export function resolveFields(
  { body = {}, body_from_headers: headers = {}, drop = [] }: FieldKeys,
  type?: string,
): FieldRules | undefined {
  const names = typeof drop === "string" ? [drop] : drop;
  const listed = names.filter((name) => type === undefined || name !== UNSUPPORTED);
  const refused = names.length > listed.length ? REFUSED_FIELDS[type ?? ""] : undefined;
  const rules: FieldRules = {
    ...(Object.keys(body).length === 0 ? {} : { body: body as Readonly<Record<string, Json>> }),
    ...(Object.keys(headers).length === 0 ? {} : { headers: inLowerCase(headers) }),
    ...(listed.length === 0 ? {} : { drop: listed }),
    ...(refused === undefined ? {} : { refused }),
  };
  return Object.keys(rules).length === 0 ? undefined : rules;
}

function inLowerCase(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([field, name]) => [field, name.toLowerCase()]));
}
