/** Each row of the tables in docs/openai-family.md and docs/conversations.md, tried with the product. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import type { ParamName } from "../runtime/contract/params.ts";
import { chatEndpoint } from "../runtime/protocols/chat/endpoint.ts";
import type { JsonObject } from "../runtime/protocols/json/json-object.ts";
import { responsesEndpoint } from "../runtime/protocols/responses/endpoint.ts";
import type { Translated } from "../runtime/protocols/translation.ts";
import { PARAM_NAMES } from "../runtime/selector/params.ts";
import { backOf as chatBack, translate as fromChat } from "./protocols/translate/support/translate-chat.ts";
import {
  chatBackend,
  translate as fromResponses,
  backOf as responsesBack,
} from "./protocols/translate/support/translate-responses.ts";
import { type RunningArtifact, startArtifact } from "./support/artifact.ts";
import { ALL } from "./support/capabilities.ts";
import { post, send } from "./support/client.ts";
import { blockOf, rowsOf } from "./support/markdown.ts";

const page = readFileSync(new URL("../docs/openai-family.md", import.meta.url), "utf8");
const openai = chatBackend("openai");
const vllm = chatBackend();

const CHAT = "a chat client sends";
const TO_OPENAI = "a Responses client sends | a chat backend gets";
const TO_OTHERS = "a Responses client sends | another chat server gets";

describe("the fields of a request", () => {
  test.each(rowsOf(page, CHAT))("%s becomes %s (%s)", (sent, wanted, note) =>
    holds(fromChat(membersIn(sent)), { sent, wanted, note }),
  );

  test.each(rowsOf(page, TO_OPENAI))("at openai %s becomes %s (%s)", (sent, wanted, note) =>
    holds(fromResponses({ input: "Hi", ...membersIn(sent) }, openai), { sent, wanted, note }),
  );

  test.each(rowsOf(page, TO_OTHERS))("elsewhere %s becomes %s (%s)", (sent, wanted, note) =>
    holds(fromResponses({ input: "Hi", ...membersIn(sent) }, vllm), { sent, wanted, note }),
  );

  test.each([
    ["chat/completions/completions", "ChatCompletionCreateParamsBase", CHAT, ["messages"]],
    ["responses/responses", "ResponseCreateParamsBase", TO_OPENAI, ["previous_response_id"]],
  ])("all that the API documents in %s, %s, is named", (file, type, head, elsewhere) => {
    const types = readFileSync(new URL(`../node_modules/openai/resources/${file}.d.ts`, import.meta.url), "utf8");
    const start = types.indexOf(`export interface ${type} {`);
    const body = types.slice(start, types.indexOf("\n}", start));
    const documented = [...body.matchAll(/^ {4}(\w+)\??:/gm)].map(([, name]) => name);
    const named = rowsOf(page, head).flatMap(([sent]) => Object.keys(membersIn(sent)));
    expect(documented.length).toBeGreaterThan(25);
    expect([...named, ...elsewhere, "model"]).toEqual(expect.arrayContaining(documented));
  });
});

describe("conversations", () => {
  const question = { role: "user", content: "And?" };

  test.each(rowsOf(page, "in `messages`"))("the messages %s become the items %s (%s)", (sent, wanted, note) => {
    const made = fromChat({ messages: [...listIn(sent), question] });
    if (made.kind !== "translated") throw new Error(made.error.message);
    expect(made.fields.input).toEqual([...listIn(wanted), { ...question, type: "message" }]);
    expect(made.warnings.length > 0).toBe(/warning/.test(note ?? ""));
  });

  test.each(rowsOf(page, "in `input`"))("the items %s become the messages %s (%s)", (sent, wanted, note) => {
    const made = fromResponses({ input: listIn(sent) }, vllm);
    expect(made.kind).toBe(/refused/.test(note ?? "") ? "refused" : "translated");
    if (made.kind !== "translated") return;
    expect(made.fields.messages).toEqual(listIn(wanted));
    expect(made.warnings.length > 0).toBe(/warning/.test(note ?? ""));
  });
});

describe("finish reasons", () => {
  test.each(rowsOf(page, "`finish_reason` in chat"))("%s is %s (%s), and back", (reason = "", status, why = "") => {
    const details = why === "" ? null : { reason: why };
    const response = responsesBack().whole({ choices: [{ message: { content: "Hi" }, finish_reason: reason }] });
    expect(response).toMatchObject({ status, incomplete_details: details });
    const called = { type: "function_call", call_id: "c", name: "f", arguments: "{}" };
    const output = reason === "tool_calls" ? [called] : [];
    const completion = chatBack().whole({ status, incomplete_details: details, output });
    expect(completion).toMatchObject({ choices: [{ finish_reason: reason }] });
  });
});

describe("parameters of the model string", () => {
  const rows = rowsOf(page, "parameter");

  it("has all of them", () => {
    expect(rows.map(([name]) => name).toSorted()).toEqual([...PARAM_NAMES].toSorted());
  });

  test.each(rows)("%s is %s in chat, %s in Responses", (name, chat, other) => {
    const fieldOf = (frontend: typeof responsesEndpoint) => frontend.fieldsOf(name as ParamName, ALL)[0] ?? "";
    expect([chat, other]).toEqual([fieldOf(chatEndpoint), fieldOf(responsesEndpoint)]);
  });
});

describe("streams", () => {
  let artifact: RunningArtifact;
  const ask = (model: string) => post(`${artifact.url}/v1/responses`, { model, input: "one two three", stream: true });

  beforeAll(async () => {
    artifact = await startArtifact(`backends:
  mock: { type: mock, mock: { reply: Hi there., word_delay: 0 } }
  cut: { type: mock, mock: { faults: [{ cut: 2, times: null }] } }
`);
  });
  afterAll(() => artifact.stop());

  it("shows the events of a stream", async () => {
    const { text } = await ask("mock:m");
    expect(`${[...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name).join("\n")}\n`).toBe(
      blockOf(page, "text events"),
    );
  });

  it("shows the end of a broken stream", async () => {
    const { text } = await ask("cut:m");
    const start = text.indexOf("event: error");
    expect(start).toBeGreaterThan(0);
    const told = eventsIn(text.slice(start).replace(/"resp_\w+"/g, '"resp_…"'));
    expect(told).toMatchObject(eventsIn(blockOf(page, "text broken")));
    expect(told).toHaveLength(2);
  });

  it("reports fields that are left out, and unknown ids", async () => {
    const { headers } = await post(`${artifact.url}/v1/responses`, { model: "mock:m", input: "Hi", max_tool_calls: 3 });
    expect(headers["x-turnout-warning"]).toContain("max_tool_calls");
    const unknown = { model: "mock:m", input: "Hi", previous_response_id: "resp_none" };
    const { status, fields } = await post(`${artifact.url}/v1/responses`, unknown);
    expect(status).toBe(400);
    expect(fields.error).toMatchObject({ code: "previous_response_not_found", param: "previous_response_id" });
  });
});

describe("docs/conversations.md", () => {
  const text = readFileSync(new URL("../docs/conversations.md", import.meta.url), "utf8");
  let artifact: RunningArtifact;
  beforeAll(async () => {
    artifact = await startArtifact("backends: { mock: { type: mock } }\n");
  });
  afterAll(() => artifact.stop());

  const ask = (fields: object) => post(`${artifact.url}/v1/responses`, { model: "mock:m", input: "Hi", ...fields });

  test.each(rowsOf(text, "request"))("%s: %s, and %s", async (request, kept, unknown) => {
    const { id } = (await ask({})).fields;
    for (const [of, status] of [
      [String(id), kept],
      ["resp_none", unknown],
    ] as const) {
      const [method = "", path = "", field] = request?.split(/ (?:with )?/) ?? [];
      const answer =
        field === undefined
          ? await send(artifact.url + path.replace("{id}", of), { method })
          : await ask({ [field]: of });
      expect(answer.status, of).toBe(Number(status));
    }
  });

  it("stores a response unless the client sent store: false", async () => {
    const { id } = (await ask({ store: false })).fields;
    expect((await ask({ previous_response_id: id })).fields.error).toMatchObject({
      code: "previous_response_not_found",
      param: "previous_response_id",
    });
  });
});

function eventsIn(text: string): readonly unknown[] {
  return [...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].map(([, name, data = ""]) => ({
    name,
    ...JSON.parse(data),
  }));
}

interface Row {
  readonly sent: string | undefined;
  readonly wanted: string | undefined;
  readonly note: string | undefined;
}

/** What is refused has no second cell; "nothing" is sent where none of the members is, under its own name or another. */
function holds(made: Translated, { sent, wanted = "", note = "" }: Row): void {
  if (/refused/.test(note)) {
    expect(made).toMatchObject({ kind: "refused", error: { code: "unsupported_parameter", status: 400 } });
    return;
  }
  if (made.kind !== "translated") throw new Error(made.error.message);
  expect(made.warnings.length > 0, made.warnings.join()).toBe(/^warning/.test(note));
  const expected = wanted === "nothing" ? {} : membersIn(wanted);
  for (const [name, value] of Object.entries(expected)) expect(made.fields[name], name).toEqual(value);
  for (const name of Object.keys(membersIn(sent))) {
    if (!(name in expected) && !ALWAYS.has(name)) expect(made.fields, name).not.toHaveProperty(name);
  }
}

/** Fields that every request has. */
const ALWAYS: ReadonlySet<string> = new Set(["input", "stream"]);

function membersIn(cell = ""): JsonObject {
  return JSON.parse(`{${cell}}`);
}

function listIn(cell = ""): readonly JsonObject[] {
  return JSON.parse(`[${cell}]`);
}
