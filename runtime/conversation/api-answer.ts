import { type ColdAnswer, json } from "../wire/cold-route.ts";

/** Errors of these endpoints in the API's own words; unlike Turnout's own errors they have no code. */
export function apiError(status: number, message: string, param: string | null = null): ColdAnswer {
  return json(status, { error: { message, type: "invalid_request_error", param, code: null } });
}

export function noSuchResponse(id: string): ColdAnswer {
  return apiError(404, `Response with id '${id}' not found.`);
}
