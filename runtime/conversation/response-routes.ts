import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "../body/read-body.ts";
import type { ClientAnswer, ClientRequest } from "../client.ts";
import type { RequestContext } from "../context.ts";
import { type GatewayError, INTERNAL } from "../errors.ts";
import { endpointAt } from "../passthrough/endpoint.ts";
import { sendError } from "../relay/answer.ts";
import { admit } from "../request/admit.ts";
import { type HandleTools, openContext } from "../request/handle.ts";
import type { Run } from "../request/run.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import { type ColdAnswer, writeCold } from "../wire/cold-route.ts";
import type { Payload } from "../wire/upstream.ts";
import { noSuchResponse } from "./api-answer.ts";
import type { Keepers } from "./keepers.ts";
import { type OwnAnswerInput, ownAnswer, type ResponseAction } from "./own-answer.ts";
import type { Recall } from "./recall.ts";

/** A path of the API that has a response's id in it. */
export interface ResponseRoute {
  readonly method: "GET" | "POST" | "DELETE";
  /** The part after the id: `/cancel`; "" if there is none. */
  readonly behindId: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const ROUTES: readonly (Pick<ResponseRoute, "method"> & { readonly action: ResponseAction })[] = [
  { method: "GET", action: "retrieve" },
  { method: "DELETE", action: "delete" },
  { method: "POST", action: "cancel" },
  { method: "GET", action: "input_items" },
];
const BEHIND_ID: Readonly<Record<ResponseAction, string>> = {
  retrieve: "",
  delete: "",
  cancel: "/cancel",
  input_items: "/input_items",
};
/** Anything else in a path could mean a different path to a server in between. */
const ID = /^(?!\.+$)[\w.:~-]{1,256}$/;
/** The API defines no body here; if there is one, it is passed on. */
const BODY_LIMIT = 1 << 20;

export interface RouteTools extends HandleTools {
  readonly recall: Recall;
  /** null if no target stores the responses that it creates. */
  readonly keepers: Keepers | null;
}

/**
 * The API's routes for one response, with and without `/v1`. `stranger`: the endpoint for responses that nobody is known to
 * have created; null if there could be several.
 */
export function responseRoutes(tools: RouteTools, stranger: PreparedEndpoint | null): readonly ResponseRoute[] {
  return ROUTES.map(({ method, action }) => ({
    method,
    behindId: BEHIND_ID[action],
    handle: (request, response) =>
      new Promise((resolve) => {
        response.once("close", resolve);
        serve({ tools, stranger, method, action }, request, response);
      }),
  }));
}

interface Route extends Pick<ResponseRoute, "method"> {
  readonly tools: RouteTools;
  readonly stranger: PreparedEndpoint | null;
  readonly action: ResponseAction;
}

function serve(route: Route, req: ClientRequest, res: ClientAnswer): void {
  const { tools, method } = route;
  const { auth, log, observe } = tools;
  const context = openContext(tools, endpointAt("/responses"), req, res);
  let run: Run | null = null;
  res.once("close", () => {
    run?.cancel();
    observe.closed(context, null);
  });
  const refusal = admit(auth, context);
  if (refusal !== null) {
    sendError(context, refusal);
    return;
  }
  const answer = async (body: Payload | GatewayError | null): Promise<void> => {
    if (body !== null && "code" in body) sendError(context, body);
    else run = await answered(route, context, body);
  };
  const answerSafely = (body: Payload | GatewayError | null): void => {
    answer(body).catch((error: unknown) => {
      log.error("internal_error", { id: context.id, message: String(error) });
      sendError(context, INTERNAL);
    });
  };
  if (method === "POST") readBody(req, BODY_LIMIT, (body) => body === null || answerSafely(body));
  else answerSafely(null);
}

/** null if the answer has already been sent. */
async function answered(
  { tools, stranger, method, action }: Route,
  context: RequestContext,
  body: Payload | null,
): Promise<Run | null> {
  const { recall } = tools;
  const { req, res } = context;
  const { url = "" } = req;
  const mark = url.indexOf("?");
  const [path, query] = mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark)];
  const id = decoded(path.slice(path.indexOf("/responses/")).split("/")[2] ?? "");
  const known = await recall.find(id);
  if (res.destroyed) return null;
  if (known?.kind === "stored") {
    const { stored } = known;
    writeCold(res, toldOf({ action, id, query: new URLSearchParams(query), stored, recall }), context.id);
    return null;
  }
  const endpoint = known?.kind === "kept" ? known.endpoint : stranger;
  if (endpoint === null || tools.keepers === null || !ID.test(id)) {
    writeCold(res, noSuchResponse(id), context.id);
    return null;
  }
  const place = `/responses/${id}${BEHIND_ID[action]}${query}`;
  return tools.keepers.ask({ tools, context, endpoint, path: place, body, repeatable: method !== "POST" });
}

/** A response that nests deeper than the engine serialises was not stored by a server like this one. */
function toldOf(input: OwnAnswerInput): ColdAnswer {
  try {
    return ownAnswer(input);
  } catch (error) {
    if (error instanceof RangeError) return noSuchResponse(input.id);
    throw error;
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
