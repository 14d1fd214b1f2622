import { describe, expect, it } from "vitest";
import { withEdits } from "../../runtime/body/edits.ts";
import { type FieldRulesInput, withFieldRules } from "../../runtime/body/field-rules.ts";
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
});
