import { isObject, parseObject } from "../../../protocols/json/json-object.ts";

/** The tokens that a refresh returned; those that it left out stay. */
export interface FreshTokens {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly idToken: string | null;
}

/**
 * A login file's text with new tokens; all other fields, their order and the indentation stay.
 * @param at milliseconds since 1970
 */
export function renewedText(text: string, fresh: FreshTokens, at: number): string {
  const fields = parseObject(text.replace(/^\uFEFF/, "")) ?? {};
  const tokens = isObject(fields.tokens) ? fields.tokens : {};
  const renewed = {
    ...fields,
    tokens: {
      ...tokens,
      ...(fresh.idToken !== null && { id_token: fresh.idToken }),
      access_token: fresh.accessToken,
      ...(fresh.refreshToken !== null && { refresh_token: fresh.refreshToken }),
    },
    last_refresh: new Date(at).toISOString(),
  };
  const indent = /^\s*\{\r?\n([ \t]+)"/.exec(text)?.[1] ?? (text.includes("\n") || text === "" ? "  " : "");
  return JSON.stringify(renewed, null, indent) + (text.endsWith("\n") ? "\n" : "");
}
