import { describe, expect, test } from "vitest";
import { openaiApi } from "../../runtime/protocols/openai/client-api.ts";
import { type AwaitedHandler, type ColdTable, handlerAt } from "../../runtime/server/cold-table.ts";

/** A handler that is recognized by its name. */
const handler = (): AwaitedHandler => async () => {};
const [models, chat, compact, notPosted, model, others] = [0, 1, 2, 3, 4, 5].map(handler) as [
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
];
const [retrieve, remove, cancel, items] = [0, 1, 2, 3].map(handler) as [
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
  AwaitedHandler,
];
const table: ColdTable = {
  exact: new Map([["/v1/models", models]]),
  posts: new Map([
    ["/v1/chat/completions", { api: openaiApi, handle: chat }],
    ["/v1/responses/compact", { api: openaiApi, handle: compact }],
  ]),
  notPosted: () => notPosted,
  model,
  responses: [
    { method: "GET", behindId: "", handle: retrieve },
    { method: "DELETE", behindId: "", handle: remove },
    { method: "POST", behindId: "/cancel", handle: cancel },
    { method: "GET", behindId: "/input_items", handle: items },
  ],
  others,
};
const NAMES = new Map([
  [models, "models"],
  [chat, "chat"],
  [compact, "compact"],
  [notPosted, "not posted"],
  [model, "model"],
  [others, "others"],
  [retrieve, "retrieve"],
  [remove, "remove"],
  [cancel, "cancel"],
  [items, "items"],
]);

describe("the table of what is rare", () => {
  test.each([
    ["GET", "/v1/models", "models"],
    ["PUT", "/v1/models/", "models"],
    ["GET", "/v1/models/a", "model"],
    ["GET", "/models/openai/gpt-4o:beta", "model"],
    ["POST", "/v1/chat/completions/", "chat"],
    ["GET", "/v1/chat/completions", "not posted"],
    ["POST", "/v1/responses/compact", "compact"],
    ["GET", "/v1/responses/compact", "not posted"],
    ["GET", "/v1/responses/resp_1", "retrieve"],
    ["DELETE", "/responses/resp_1/", "remove"],
    ["POST", "/responses/resp_1/cancel", "cancel"],
    ["GET", "/v1/responses/compact/input_items", "items"],
    ["HEAD", "/v1/responses/resp_1", "others"],
    ["POST", "/v1/responses/resp_1", "others"],
    ["GET", "/v1/responses/resp_1/cancel", "others"],
    ["GET", "/v1/responses/resp_1/input_items/1", "others"],
    ["GET", "/v1/responses//cancel", "others"],
    ["GET", "/v2/models/a", "others"],
    ["GET", "/", "others"],
  ])("has for %s %s: %s", (method, path, name) => {
    expect(NAMES.get(handlerAt(table, method, path))).toBe(name);
  });
});
