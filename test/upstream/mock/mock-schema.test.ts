import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { sampleOf } from "../../../runtime/upstream/mock/schema-sample.ts";

const tree = {
  type: "object",
  properties: { value: { type: "string" }, children: { type: "array", items: { $ref: "#" } } },
  required: ["value", "children"],
};
const list = {
  $ref: "#/$defs/node",
  $defs: {
    node: {
      type: "object",
      properties: { next: { anyOf: [{ $ref: "#/$defs/node" }, { type: "null" }] } },
      required: ["next"],
      additionalProperties: false,
    },
  },
};

it.each<[string, unknown]>([
  ["a string with lengths", { type: "string", minLength: 9, maxLength: 12 }],
  ["a short string", { type: "string", maxLength: 2 }],
  ["an enum", { enum: ["b", "a"] }],
  ["a const", { const: { deep: [1] } }],
  ["an integer from", { type: "integer", minimum: 7 }],
  ["an integer above", { type: "integer", exclusiveMinimum: 7.5 }],
  ["a negative integer", { type: "integer", maximum: -3 }],
  ["a multiple", { type: "integer", minimum: 10, multipleOf: 7 }],
  ["a number between", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 0.5 }],
  ["null or string", { type: ["null", "string"] }],
  [
    "nested objects",
    {
      type: "object",
      properties: { a: { type: "object", properties: { b: { type: "boolean" } }, required: ["b"] } },
      required: ["a"],
      additionalProperties: false,
    },
  ],
  ["an array of some", { type: "array", items: { type: "number" }, minItems: 3 }],
  ["an array of none", { type: "array", items: { type: "number" }, maxItems: 0 }],
  ["a tuple", { type: "array", prefixItems: [{ type: "string" }, { type: "integer" }], items: false, minItems: 2 }],
  [
    "the first of anyOf",
    { anyOf: [{ type: "object", properties: { kind: { const: "x" } }, required: ["kind"] }, { type: "string" }] },
  ],
  [
    "allOf",
    {
      allOf: [
        { type: "object", properties: { a: { type: "string" } }, required: ["a"] },
        { properties: { b: { type: "integer" } }, required: ["b"] },
      ],
    },
  ],
  ["a required name without a schema", { type: "object", required: ["x"] }],
  ["a tree", tree],
  ["a linked list", list],
  ["anything", {}],
])("the mock makes %s that fits", (_name, schema) => {
  const validate = new Ajv2020({ strict: false }).compile(schema as object);
  const value = sampleOf(schema);
  expect(validate(value), JSON.stringify({ value, errors: validate.errors })).toBe(true);
  expect(sampleOf(schema)).toEqual(value);
});

it("the mock knows the common formats", () => {
  expect(new Date(String(sampleOf({ type: "string", format: "date-time" }))).getTime()).toBe(Date.UTC(2026, 0, 1));
  expect(sampleOf({ type: "string", format: "email" })).toMatch(/^\S+@\S+$/);
});

it("a schema that requires itself without end comes to an end", () => {
  const endless = { type: "object", properties: { self: { $ref: "#" } }, required: ["self"] };
  expect(JSON.stringify(sampleOf(endless)).length).toBeLessThan(10_000);
});

const twice = (name: string) => [{ $ref: `#/$defs/${name}` }, { $ref: `#/$defs/${name}` }];
const doubling = Object.fromEntries(
  Array.from({ length: 60 }, (_, index) => [`d${index}`, { allOf: twice(`d${index + 1}`) }]),
);

it.each<[string, unknown]>([
  ["an endless array", { type: "array", minItems: 4_000_000_000, items: { type: "integer" } }],
  ["arrays in arrays", { type: "array", minItems: 1000, items: { $ref: "#" } }],
  ["an endless string", { type: "string", minLength: 4_000_000_000 }],
  [
    "an object that holds itself twice",
    { type: "object", properties: { a: { $ref: "#" }, b: { $ref: "#" } }, required: ["a", "b"] },
  ],
  ["parts that double", { $ref: "#/$defs/d0", $defs: doubling }],
])("%s comes to an end, though the result no longer fits", (_, schema) => {
  expect(JSON.stringify(sampleOf(schema)).length).toBeLessThan(2_000_000);
});
