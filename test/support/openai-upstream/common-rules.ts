/** What both protocols say of the same things. */
import { invalid } from "./fault.ts";
import { isObject, matching, type Rule, words } from "./rules.ts";

export const toolName = matching(/^[a-zA-Z0-9_-]{1,64}$/);
export const effort = words("none", "minimal", "low", "medium", "high", "xhigh", "max");
export const verbosity = words("low", "medium", "high");
export const tier = words("auto", "default", "flex", "scale", "priority");
export const retention = words("in_memory", "24h");

export const dataUrl: Rule = (value, param) => {
  if (typeof value !== "string" || !/^data:[\w/+.-]+;base64,/.test(value))
    throw invalid(`Invalid '${param}'. Expected a base64-encoded data URL.`, param, "invalid_value");
};

export const imageUrl: Rule = (value, param) => {
  if (typeof value !== "string")
    throw invalid(
      `Invalid type for '${param}': expected an image URL, but got another type instead.`,
      param,
      "invalid_type",
    );
  if (!/^(https?:\/\/.|data:image\/[\w+.-]+;base64,.)/.test(value))
    throw invalid(
      `Invalid '${param}'. Expected a valid URL, but got a value with an invalid format.`,
      param,
      "invalid_image_url",
    );
};

/** The rules of strict schemas: nothing beside the named properties, and each of them required. */
export function strictSchema(
  schema: unknown,
  param: string,
  what: string,
  code: string,
  context: readonly string[] = [],
): void {
  if (!isObject(schema)) return;
  const fail = (why: string) =>
    invalid(
      `Invalid schema for ${what}: In context=(${context.map((part) => `'${part}'`).join(", ")}), ${why}.`,
      param,
      code,
    );
  if (schema.type === "object") {
    if (schema.additionalProperties !== false)
      throw fail("'additionalProperties' is required to be supplied and to be false");
    const properties = isObject(schema.properties) ? schema.properties : {};
    const required: readonly unknown[] = Array.isArray(schema.required) ? schema.required : [];
    const missing = Object.keys(properties).find((name) => !required.includes(name));
    if (missing !== undefined)
      throw fail(
        `'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'`,
      );
    for (const [name, each] of Object.entries(properties))
      strictSchema(each, param, what, code, [...context, "properties", name]);
  }
  if (schema.type === "array") strictSchema(schema.items, param, what, code, [...context, "items"]);
}

/** JSON mode is refused where the conversation does not speak of JSON. */
export function speaksOfJson(conversation: unknown, param: string): void {
  if (!/json/i.test(JSON.stringify(conversation) ?? ""))
    throw invalid(
      `Response input messages must contain the word 'json' in some form to use 'json_object' as the format.`,
      param,
    );
}
