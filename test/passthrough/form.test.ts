import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, test } from "vitest";
import { boundaryOf } from "../../runtime/passthrough/form/boundary.ts";
import { fieldName } from "../../runtime/passthrough/form/field-name.ts";
import { type FormEvent, FormReader } from "../../runtime/passthrough/form/form-reader.ts";
import { formRewriter } from "../../runtime/passthrough/form/form-rewriter.ts";
import { readForm } from "../../runtime/passthrough/form/read-form.ts";

const part = (head: string, body: string) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const FORM = `${part('name="model"', "m")}${part('name="file"; filename="a.mp3"', "\r\n--a\r\n-\0\r\n")}${part("name=temperature", "0")}--b--\r\n`;

function read(text: string, sizes: readonly number[]): { readonly good: boolean; readonly events: FormEvent[] } {
  const events: FormEvent[] = [];
  const reader = new FormReader("b", (event) => void events.push(event));
  const bytes = Buffer.from(text, "latin1");
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    if (!reader.push(bytes.subarray(at, at + size))) return { good: false, events };
    at += size;
  }
  return { good: reader.closed, events };
}

const all = (events: readonly FormEvent[]) => Buffer.concat(events.map(({ bytes }) => bytes)).toString("latin1");
/** Fields with their values. */
function fields(events: readonly FormEvent[]): readonly (readonly [string, string])[] {
  const found: [string, string][] = [];
  for (const event of events) {
    if (event.kind === "part") found.push([event.name, ""]);
    const last = found.at(-1);
    if (event.kind === "data" && last !== undefined) last[1] += event.bytes.toString("latin1");
  }
  return found;
}

describe("a form", () => {
  test.each([[[1]], [[2]], [[3, 1]], [[7]], [[64]], [[1000]]])("cut into reads of %j is the same form", (sizes) => {
    const { good, events } = read(FORM, sizes);
    expect(good).toBe(true);
    expect(all(events)).toBe(FORM);
    expect(fields(events)).toEqual([
      ["model", "m"],
      ["file", "\r\n--a\r\n-\0\r\n"],
      ["temperature", "0"],
    ]);
  });

  test("with white space around it keeps it", () => {
    const text = `\r\n${FORM}\r\n `;
    const { good, events } = read(text, [5]);
    expect(good).toBe(true);
    expect(all(events)).toBe(text);
    expect(fields(events)).toHaveLength(3);
  });

  const hidden = '--b\nContent-Disposition: form-data; name="model"\n\nx\n--b--\n';
  const headed = (head: string) => `--b\r\n${head}\r\n\r\nx\r\n--b--`;
  const named = 'Content-Disposition: form-data; name="a"';

  describe.each([[[1]], [[3]], [[1000]]])("in reads of %j", (sizes) => {
    test.each([
      ["with a form of line feeds before it", `${hidden}\r\n${FORM}`],
      ["with a form behind it", `${FORM}${FORM}`],
      ["whose last line goes on", FORM.replace("--b--", "--b--x")],
      ["with a form of line feeds in a file", part('name="file"', `x\n${hidden}`) + "--b--"],
      ["with a boundary behind a carriage return", part('name="file"', "x\r--b\r\n") + "--b--"],
      ["with a boundary right behind a head", part('name="file"', `--b\r\n${named}\r\n\r\ny`) + "--b--"],
      ["with half a line break in a head", headed(`x: y\n${named}\r\n${named}`)],
      ["with a head that goes on in the next line", headed(`${named}\r\n ; name="model"`)],
      ["with two ways to write a name", headed(`${named}; name*=utf-8''model`)],
      ["with an escape in a name", headed('Content-Disposition: form-data; name="mo\\\\del"')],
    ])("%s is rejected", (_, text) => {
      expect(read(text, sizes).good).toBe(false);
    });

    test("that has its boundary in the middle of a line is accepted", () => {
      const { good, events } = read(`${part('name="file"', "a--b--c --b\r\n-")}--b--`, sizes);
      expect(good).toBe(true);
      expect(fields(events)).toEqual([["file", "a--b--c --b\r\n-"]]);
    });
  });

  test.each([
    ["that is cut off", FORM.slice(0, -6)],
    ["without a name", `--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--`],
    ["with a boundary that goes on", `--bc\r\nContent-Disposition: form-data; name="x"\r\n\r\nx\r\n--b--`],
    ["with a head without an end", `--b\r\n${"x".repeat(20_000)}`],
    ["that is none", '{"model":"m"}'],
  ])("%s is rejected", (_, text) => {
    expect(read(text, [100]).good).toBe(false);
  });

  test("is rewritten: another model, a field replaced, a missing one added", () => {
    const { events } = read(FORM, [9]);
    const edit = (name: string, value: number, ifAbsent: boolean) => ({
      fields: [name],
      member: null,
      value,
      ifAbsent,
    });
    const rewrite = formRewriter({
      model: "other",
      boundary: "b",
      edits: [edit("temperature", 0.5, false), edit("model", 1, true), edit("new", 2, true)],
    });
    const { good, events: again } = read(Buffer.concat(events.flatMap(rewrite)).toString("latin1"), [50]);
    expect(good).toBe(true);
    expect(fields(again)).toEqual([
      ["model", "other"],
      ["file", "\r\n--a\r\n-\0\r\n"],
      ["temperature", "0.5"],
      ["new", "2"],
    ]);
  });
});

describe("the name of a field", () => {
  const named = (rest: string) => fieldName(`X: y\r\nContent-Disposition: form-data${rest}\r\n\r\n`);
  test.each([
    ['; name="model"', "model"],
    ["; name=model", "model"],
    ['; filename="a; name=\\"x\\""; name="model"', "model"],
    ["; NAME=\"a\"; filename*=UTF-8''b", "a"],
    ['; name="a"; name="b"', null],
    ['; filename="a"', null],
    ['; name="a" b', null],
    ["", null],
  ])("%s", (text, name) => {
    expect(named(text)).toBe(name);
  });
});

test.each([
  ["multipart/form-data; boundary=abc", "abc"],
  ['Multipart/Form-Data; charset=x; boundary="a b"', "a b"],
  ["multipart/form-data;boundary=abc;", "abc"],
  ["multipart/form-data; boundary=a; boundary=b", null],
  ['multipart/form-data; x="; boundary=a"; boundary=b', "b"],
  ["multipart/form-data; boundary=a; boundary*=utf-8''b", null],
  ["multipart/form-data; boundary*0=a", null],
  ["multipart/form-data; boundary=", null],
  ["multipart/form-data", null],
  ["application/json", null],
  [undefined, null],
])("the boundary of %s", (type, boundary) => {
  expect(boundaryOf(type)).toBe(boundary);
});

test.each([
  [999, "is read"],
  [1000, "gets an error that names the limit"],
])("a form with %i fields before its model %s", (count) => {
  const req = new IncomingMessage(new Socket());
  const found: unknown[] = [];
  readForm(req, "b", 1 << 20, (form) => void found.push(form));
  req.emit("data", Buffer.from(`${part('name="a"', "b").repeat(count)}${part('name="model"', "m")}--b--\r\n`));
  req.emit("end");
  const tooMany = { code: "invalid_form", message: "The form could not be read: it has more than 1000 fields." };
  expect(found).toMatchObject([count < 1000 ? { model: "m" } : tooMany]);
});
