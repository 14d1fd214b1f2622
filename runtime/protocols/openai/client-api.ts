import type { ErrorFields } from "../../errors.ts";
import type { ClientApi } from "../client-api.ts";
import { isObject } from "../json/json-object.ts";

/** https://platform.openai.com/docs/api-reference: all its endpoints, and the server's own routes. */
export const openaiApi: ClientApi = {
  // `api-key` is Azure's. Clients of both vendors may list the models, so Anthropic's header counts too.
  keys: { headers: ["authorization", "api-key", "x-api-key"], query: null },
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
