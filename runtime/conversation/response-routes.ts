import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../clock.ts";
import { type Guard, refuse, unauthorized, writeCold } from "../cold-route.ts";
import { INTERNAL } from "../errors.ts";
import type { Logger } from "../log/logger.ts";
import { readBody } from "../request/read-body.ts";
import type { PreparedEndpoint } from "../routing/prepared-endpoint.ts";
import type { Payload } from "../upstream/upstream.ts";
import { noSuchResponse } from "./api-answer.ts";
import { forward } from "./forward.ts";
import { ownAnswer, type ResponseAction } from "./own-answer.ts";
import type { Recall } from "./recall.ts";

export interface ResponseRoutesDeps extends Guard {
  readonly recall: Recall;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who is asked for a response that nobody is known to have made; null where that could be several. */
  readonly stranger: PreparedEndpoint | null;
}

/** A path with a response's id in it, h3's way. */
export interface ResponseRoute {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
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
/** As a part of a path they mean another path. */
const DOTS: ReadonlySet<string> = new Set(["", ".", ".."]);
/** The API takes no body here; one that is sent all the same goes on. */
const BODY_LIMIT = 1 << 20;

/** The routes of the API that are about one response, with and without `/v1`. */
export function responseRoutes(deps: ResponseRoutesDeps): readonly ResponseRoute[] {
  return ROUTES.flatMap(({ method, action }) =>
    ["", "/v1"].map((prefix) => ({
      method,
      path: `${prefix}/responses/:id${BEHIND_ID[action]}`,
      handle: (request, response) =>
        new Promise((resolve) => {
          response.once("close", resolve);
          serve(deps, { method, action, request, response }).catch((error: unknown) => {
            deps.log.error("internal_error", { message: String(error) });
            if (!response.headersSent) writeCold(response, refuse(INTERNAL), deps.nextId());
          });
        }),
    })),
  );
}

interface Asked extends Pick<ResponseRoute, "method"> {
  readonly action: ResponseAction;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function serve(deps: ResponseRoutesDeps, { method, action, request, response }: Asked): Promise<void> {
  const { recall, clock, stranger } = deps;
  const requestId = deps.nextId();
  if (!deps.authorize(request.headers)) {
    writeCold(response, unauthorized(), requestId);
    return;
  }
  const url = request.url ?? "";
  const mark = url.indexOf("?");
  const [path, query] = mark < 0 ? [url, ""] : [url.slice(0, mark), url.slice(mark + 1)];
  const id = decoded(path.slice(path.indexOf("/responses/")).split("/")[2] ?? "");
  const body = method === "POST" ? await bodyOf(request) : null;
  const known = await recall.find(id);
  if (known?.kind === "stored") {
    const { stored } = known;
    const answer = ownAnswer({ action, id, query: new URLSearchParams(query), stored, recall });
    writeCold(response, answer, requestId);
    return;
  }
  const endpoint = known?.endpoint ?? stranger;
  if (endpoint === null || DOTS.has(id)) {
    writeCold(response, noSuchResponse(id), requestId);
    return;
  }
  const up = `/responses/${encodeURIComponent(id)}${BEHIND_ID[action]}${query === "" ? "" : `?${query}`}`;
  forward({ request, response, endpoint, method, path: up, body, requestId, clock });
}

/** Nothing where there is none, or more than can be meant. */
function bodyOf(request: IncomingMessage): Promise<Payload | null> {
  return new Promise((resolve) =>
    readBody(request, BODY_LIMIT, (payload) =>
      resolve(payload === null || "code" in payload ? { pieces: [], length: 0 } : payload),
    ),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
