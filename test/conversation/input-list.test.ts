import { expect, test } from "vitest";
import { inputList } from "../../runtime/conversation/input-list.ts";

const items = Array.from({ length: 45 }, (_, index) => ({
  id: `msg_${index}`,
  role: "user",
  content: `text ${index}`,
}));

interface List {
  readonly data: readonly { readonly id: string; readonly content: unknown }[];
  readonly first_id: string | null;
  readonly last_id: string | null;
  readonly has_more: boolean;
}

function answerTo(query: string, of: Parameters<typeof inputList>[0]) {
  const answer = inputList(of, new URLSearchParams(query));
  if ("error" in answer) throw new Error(answer.error.message);
  return answer;
}

function list(query: string, of: Parameters<typeof inputList>[0] = items): List {
  const { status, body } = answerTo(query, of);
  expect(status).toBe(200);
  return JSON.parse(body ?? "");
}

test("twenty items, the latest first, by default", () => {
  const usual = list("");
  expect(usual.data.map(({ id }) => id)).toEqual(
    items
      .map(({ id }) => id)
      .reverse()
      .slice(0, 20),
  );
  expect([usual.first_id, usual.last_id, usual.has_more]).toEqual(["msg_44", "msg_25", true]);
  const early = list("order=asc&limit=2");
  expect([early.first_id, early.last_id, early.has_more]).toEqual(["msg_0", "msg_1", true]);
});

test("all pages together are the whole list", () => {
  for (const order of ["asc", "desc"]) {
    const ids: string[] = [];
    for (let page = list(`order=${order}&limit=7`); ; page = list(`order=${order}&limit=7&after=${page.last_id}`)) {
      ids.push(...page.data.map(({ id }) => id));
      if (!page.has_more) break;
    }
    const all = items.map(({ id }) => id);
    expect(ids).toEqual(order === "asc" ? all : all.reverse());
  }
});

test("an empty list, and one of exactly a page", () => {
  expect(list("", [])).toEqual({ object: "list", data: [], first_id: null, last_id: null, has_more: false });
  expect(list("limit=45").has_more).toBe(false);
});

test("messages have their type and their content in parts, as the API gives them", () => {
  const said = { id: "msg_a", role: "assistant", content: "yes" };
  const call = { id: "fc_a", type: "function_call", name: "f", call_id: "call_1", arguments: "{}" };
  expect(list("order=asc", [{ id: "msg_b", role: "system", content: "be brief" }, said, call]).data).toEqual([
    {
      id: "msg_b",
      type: "message",
      status: "completed",
      role: "system",
      content: [{ type: "input_text", text: "be brief" }],
    },
    {
      id: "msg_a",
      type: "message",
      status: "completed",
      role: "assistant",
      content: [{ type: "output_text", text: "yes", annotations: [] }],
    },
    call,
  ]);
});

test.each(["limit=0", "limit=101", "limit=ten", "limit=1.5", "order=up", "after=msg_none"])(
  "%s is rejected",
  (query) => {
    const { status, body } = answerTo(query, items);
    expect([status, JSON.parse(body ?? "").error]).toMatchObject([
      query.startsWith("after") ? 404 : 400,
      { type: "invalid_request_error", param: query.split("=")[0], code: null },
    ]);
  },
);
