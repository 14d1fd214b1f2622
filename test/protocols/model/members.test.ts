import { expect, test } from "vitest";
import { mediaUrl } from "../../../runtime/protocols/model/media-url.ts";
import { extrasOf, type Members, membersOf, setMember, withMember } from "../../../runtime/protocols/model/members.ts";

test("a member called __proto__ is one like any other: the last value counts, and it can be removed", () => {
  const members: Members = {};
  for (const value of [{ a: 1 }, { a: 2 }]) setMember(members, "__proto__", value);
  expect(JSON.stringify(members)).toBe('{"__proto__":{"a":2}}');
  expect(members.a).toBeUndefined();
  expect(Reflect.set(members, "__proto__", 3)).toBe(true);
  Reflect.deleteProperty(members, "__proto__");
  expect(Object.keys(members)).toEqual([]);
});

test("members are collected from the first on, and belong to their family", () => {
  const members = withMember(withMember(null, "a", 1), "b", 2);
  expect(members).toEqual({ a: 1, b: 2 });
  const extras = extrasOf("openai", members);
  expect(membersOf(extras, "openai")).toBe(members);
  expect(membersOf(extras, "google")).toEqual({});
  expect(membersOf(extrasOf("openai", null), "openai")).toEqual({});
});

test("media have a URL, except for an uploaded file", () => {
  expect(mediaUrl({ kind: "url", url: "u" })).toBe("u");
  expect(mediaUrl({ kind: "bytes", type: "image/png", base64: "AA" })).toBe("data:image/png;base64,AA");
  expect(mediaUrl({ kind: "file", id: "f" })).toBeNull();
});
