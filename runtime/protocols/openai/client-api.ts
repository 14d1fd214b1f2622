import type { ErrorFields } from "../../errors.ts";
import { bearerToken } from "../bearer-token.ts";
import type { ClientApi } from "../client-api.ts";
import { isObject } from "../json/json-object.ts";

/** https://platform.openai.com/docs/api-reference: all its endpoints, and the server's own routes. */
export const openaiApi: ClientApi = {
  // `api-key` is Azure's. `x-api-key` is Anthropic's, whose clients list the models here too.
  keysIn: ({ headers }) => [bearerToken(headers.authorization), headers["api-key"], headers["x-api-key"]],
  keyForm: "Authorization: Bearer KEY",
  clientPaths: (path) => [`/v1${path}`, path],
  errorAnswer(error) {
    const { status } = error;
    const headers = ["content-type", "application/json"];
    return {
      status,
      headers: status === 401 ? [...headers, "www-authenticate", "Bearer"] : headers,
      body: errorBody(error),
    };
  },
  isOwnError: ({ error }) => isObject(error),
};

/** `{"error":{"message","type","code","param"}}` */
export function errorBody({ message, type, code, param }: ErrorFields): string {
  return JSON.stringify({ error: { message, type, code, param } });
}
