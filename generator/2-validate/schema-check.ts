import type { Config } from "../../schema/config.ts";

/** One mistake, as ajv finds it. */
export interface SchemaError {
  readonly keyword: string;
  /** JSON pointers: to the value, and to the rule that it breaks. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The name of a key, if that is what is wrong. */
  readonly propertyName?: string;
}

/** Tells whether a value keeps to the schema; `errors` has the mistakes of the last call. */
export interface SchemaCheck {
  (value: unknown): value is Config;
  readonly errors?: readonly SchemaError[] | null;
}
