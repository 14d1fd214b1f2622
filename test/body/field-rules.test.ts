import { describe, expect, it } from "vitest";
import { withEdits } from "../../runtime/body/edits.ts";
import { type FieldRulesInput, withFieldRules } from "../../runtime/body/field-rules.ts";
import { headerFields } from "../../runtime/body/header-fields.ts";
import type { FieldEdit } from "../../runtime/protocols/endpoints/field-edit.ts";

const NO_EDITS: readonly FieldEdit[] = [];
const seed: FieldEdit = { fields: ["seed"], member: null, value: 7, ifAbsent: false };

function sent(
  fields: Readonly<Record<string, unknown>>,
  input: Partial<FieldRulesInput>,
): Readonly<Record<string, unknown>> {
  const edits = withFieldRules({
    edits: NO_EDITS,
    at: { protocol: "chat" },
    backend: {},
    model: "m",
    rules: null,
    headers: {},
    headerFields,
    ...input,
  });
  return withEdits(fields, edits);
}

describe("the body fields of a config", () => {
  it("change nothing where there are none, and cost no new list", () => {
    const input = {
      edits: [seed],
      at: { protocol: "chat" },
      backend: {},
      model: "m",
      rules: { affinity: "none" },
      headers: {},
      headerFields,
    } as const;
    expect(withFieldRules(input)).toBe(input.edits);
    expect(withFieldRules({ ...input, rules: null })).toBe(input.edits);
  });

  it("are sent unless the client sends its own, even null", () => {
    const backend = { fields: { body: { num_ctx: 8192, options: { mirostat: 1 } } } };
    expect(sent({ a: 1 }, { backend })).toEqual({ a: 1, num_ctx: 8192, options: { mirostat: 1 } });
    expect(sent({ num_ctx: 1, options: null }, { backend })).toEqual({ num_ctx: 1, options: null });
  });

  it("of a route come before those of a model, and these before those of a backend", () => {
    const backend = {
      fields: { body: { a: "backend", b: "backend", c: "backend" } },
      modelFields: { m: { body: { a: "model", b: "model" } }, other: { body: { d: "other" } } },
    };
    expect(sent({}, { backend, rules: { fields: { body: { a: "route" } } } })).toEqual({
      a: "route",
      b: "model",
      c: "backend",
    });
    expect(sent({}, { backend: { modelFields: {} }, model: "constructor" })).toEqual({});
  });

  it("that are dropped are not sent, whoever set them", () => {
    const backend = {
      fields: { drop: ["user", "num_ctx"] },
      modelFields: { m: { drop: ["seed"], body: { num_ctx: 1 } } },
    };
    expect(sent({ user: "u", x: 1 }, { backend, edits: [seed], rules: { fields: { drop: ["x"] } } })).toEqual({});
    expect(sent({}, { edits: [seed], rules: { fields: { drop: ["x"] } } })).toEqual({ seed: 7 });
  });

  it("that chat completions of a server refuse are still sent in its responses, and nothing changes elsewhere", () => {
    const backend = { fields: { refused: { chat: ["reasoning"] }, drop: ["user"] } };
    const fields = { reasoning: {}, user: "u" };
    expect(sent(fields, { backend })).toEqual({});
    expect(sent(fields, { backend, at: { protocol: "responses" } })).toEqual({ reasoning: {} });
    expect(sent(fields, { backend, at: { protocol: null } })).toEqual(fields);
  });

  it("add members to the object that a parameter changes, which comes behind a default", () => {
    const backend = { fields: { body: { reasoning: { summary: "auto" } } } };
    const effort: FieldEdit = { fields: ["reasoning"], member: "effort", value: "high", ifAbsent: false };
    expect(sent({}, { backend, edits: [effort] })).toEqual({ reasoning: { summary: "auto", effort: "high" } });
    expect(sent({ reasoning: {} }, { backend, edits: [effort] })).toEqual({ reasoning: { effort: "high" } });
  });
});

describe("body fields from headers", () => {
  const backend = { fields: { headers: { user: "x-user-id", "metadata.team": "x-team" } } };
  const headers = { "x-user-id": "u-1", "x-team": "search" };

  it("replace the client's fields, and leave other members alone", () => {
    expect(sent({}, { backend, headers })).toEqual({ user: "u-1", metadata: { team: "search" } });
    const own = { user: "me", metadata: { team: "mine", a: "b" } };
    expect(sent(own, { backend, headers })).toEqual({ user: "u-1", metadata: { team: "search", a: "b" } });
    expect(sent({ metadata: "text" }, { backend, headers: { "x-team": "search" } })).toEqual({
      metadata: { team: "search" },
    });
  });

  it("are the client's, or the default, where the header is absent or empty", () => {
    const own = { user: "me" };
    expect(sent(own, { backend })).toEqual(own);
    expect(sent(own, { backend, headers: { "x-user-id": "" } })).toEqual(own);
    const both = { fields: { ...backend.fields, body: { user: "nobody" } } };
    expect(sent({}, { backend: both })).toEqual({ user: "nobody" });
    expect(sent({}, { backend: both, headers })).toMatchObject({ user: "u-1" });
  });

  it("are always text, whatever it says, and never a member of a prototype", () => {
    for (const text of ["17", "null", '"},"model":"other', "\\", "\t", "{}"]) {
      expect(sent({}, { backend, headers: { "x-user-id": text } })).toEqual({ user: text });
    }
    const odd = { fields: { headers: { "metadata.__proto__": "x-team" } } };
    const { metadata } = sent({}, { backend: odd, headers });
    expect(Object.getOwnPropertyNames(metadata)).toEqual(["__proto__"]);
  });

  it("are read as UTF-8 where they are UTF-8, else as Latin-1", () => {
    const name = "Jörg 🚋";
    const asNodeReads = Buffer.from(name, "utf8").toString("latin1");
    expect(sent({}, { backend, headers: { "x-user-id": asNodeReads } })).toEqual({ user: name });
    expect(sent({}, { backend, headers: { "x-user-id": "J\u00f6rg" } })).toEqual({ user: "Jörg" });
  });

  it("of a route come before those of a model and a backend, and a dropped field is not sent", () => {
    const all = {
      fields: { headers: { user: "x-a", b: "x-a", c: "x-a" } },
      modelFields: { m: { headers: { user: "x-b", b: "x-b" } } },
    };
    const rules = { fields: { headers: { user: "x-c" }, drop: ["c"] } };
    const each = { "x-a": "a", "x-b": "b", "x-c": "c" };
    expect(sent({}, { backend: all, rules, headers: each })).toEqual({ user: "c", b: "b" });
  });

  it("do nothing at other endpoints, and nothing in an artifact without them", () => {
    expect(sent({}, { backend, headers, at: { protocol: null } })).toEqual({});
    expect(sent({}, { backend, headers, headerFields: null })).toEqual({});
  });
});
