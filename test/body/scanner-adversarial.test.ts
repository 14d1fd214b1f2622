import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { json } from "../support/answers.ts";
import { type RunningArtifact, startArtifact } from "../support/artifact.ts";
import { type Answered, errorOf, type Sent, send } from "../support/client.ts";
import { chat } from "../support/completions.ts";
import { doors } from "../support/doors.ts";
import { cutAt, escaped, nested, oddDocuments } from "../support/json-text.ts";
import { type ScriptedUpstream, startUpstream } from "../support/upstream.ts";

let upstream: ScriptedUpstream;
let artifact: RunningArtifact;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream.always("/", json(chat("ok")));
  artifact = await startArtifact(
    `
backends:
  left: { type: openai-compatible, base_url: "${upstream.url}/left/v1" }
  right: { type: openai-compatible, base_url: "${upstream.url}/right/v1" }
default_backend: left
`,
    { env: { OPENAI_API_KEY: "sk-test" } },
  );
});

afterAll(async () => {
  await artifact?.stop();
  await upstream?.close();
});

beforeEach(() => upstream.reset());

const post = (query: string, body: NonNullable<Sent["body"]>): Promise<Answered> =>
  send(`${artifact.url}/v1/chat/completions${query}`, { body });

/** What JSON.parse makes of the bytes; undefined where they are not UTF-8 or not JSON. */
function read(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Every model that any reader, however careless, could find in the text. */
function modelsIn(text: string): Set<string> {
  const found = new Set<string>();
  const literal = /(?="((?:[^"\\]|\\.)*)"\s*:\s*"((?:[^"\\]|\\.)*)")/g;
  for (const [, key = "", value = ""] of text.matchAll(literal))
    if (key === "model" || (key.includes("\\u") && read(Buffer.from(`"${key}"`)) === "model")) found.add(value);
  return found;
}

/** Sends a body that JSON.parse accepts; the upstream must have got the same request, with its own model. */
async function passes(query: string, bytes: Buffer, body: NonNullable<Sent["body"]> = bytes): Promise<string> {
  const client = read(bytes) as Record<string, unknown>;
  const [route = "", parameter] = (client.model as string).split("?temperature=");
  const backend = route.startsWith("right:") ? "right" : "left";
  const name = route.replace(/^(left|right):/, "");
  const answer = await post(query, body);
  expect(answer.status, answer.text).toBe(200);
  const received = await upstream.next();
  const { request_context_tokens: _, ...own } = client;
  const expected = { ...own, model: name, ...(parameter !== undefined && { temperature: Number(parameter) }) };
  const got = read(received.body);
  if (!isDeepStrictEqual(got, expected)) expect(got).toEqual(expected);
  expect(received.url).toBe(`/${backend}/v1/chat/completions${query}`);
  expect(answer.headers["x-turnout-route"]).toEqual(encodeHeader(`${backend}:${name}`));
  return received.body.toString();
}

/** Names that do not fit in a header are compared only where they do. */
const encodeHeader = (name: string): unknown => (/^[\x21-\x7e]+$/.test(name) ? name : expect.any(String));

const large = "a long context ".repeat(2_000);
const accepted: Readonly<Record<string, string>> = {
  "model first": '{"model":"right:m","messages":[]}',
  "model last": '{"messages":[],"model":"right:m"}',
  "model in the middle": '{"messages":[],"model":"right:m","stream":false}',
  "only the model": '{"model":"right:m"}',
  "a bare model": '{"model":"m"}',
  "the model twice, alike": '{"model":"right:m","messages":[],"model":"right:m"}',
  "the model twice, first to the left": '{"model":"left:a","messages":[],"model":"right:b"}',
  "the model twice, first to the right": '{"model":"right:b","model":"left:a"}',
  "the model three times": '{"model":"right:b","model":"left:a","model":"right:c"}',
  "the model twice, first no string": '{"model":{"model":"left:a"},"model":"right:b"}',
  "an escaped key": '{"mod\\u0065l":"right:m"}',
  "a wholly escaped key": `{"${escaped("model")}":"right:m"}`,
  "a plain key, then an escaped one": '{"model":"left:a","mod\\u0065l":"right:b"}',
  "an escaped key, then a plain one": '{"mod\\u0065l":"left:a","model":"right:b"}',
  "an escaped key in capitals": '{"\\u006Dodel":"right:b","messages":[]}',
  "an escaped model": `{"model":"${escaped("right:m")}"}`,
  "a model with quotes and slashes": '{"model":"right:a\\"b\\\\c\\/d"}',
  "a model of other scripts": '{"model":"right:модель-😀-\\ud83d\\ude00"}',
  "a model that is half a pair": '{"model":"right:a\\ud83d"}',
  "a key that is half a pair": '{"\\ud83d":1,"model":"right:m"}',
  "a nested model before": '{"metadata":{"model":"left:x"},"model":"right:m"}',
  "a nested model after": '{"model":"right:m","metadata":{"model":"left:x"}}',
  "a nested model in a list": '{"tools":[{"model":"left:x"},["model","left:y"]],"model":"right:m"}',
  "a string that holds a model": '{"messages":[{"content":"\\"model\\": \\"left:x\\","}],"model":"right:m"}',
  "a string after escaped quotes": '{"a":"\\\\\\"model\\": ","model":"right:m","b":"\\\\"}',
  "a string that ends in backslashes": '{"a":"\\\\\\\\","model":"right:m","b":"\\\\\\\\\\""}',
  "the string model as a value": '{"a":"model","b":["model"],"model":"right:m"}',
  "keys that are nearly it":
    '{"Model":"left:a","model ":"left:b"," model":"left:c","models":"left:d","model":"right:m"}',
  "a key with a zero in it": '{"model\\u0000":"left:a","model":"right:m"}',
  "white space everywhere": ' \t\r\n{ \n"messages"\r:\t[ ] ,\n\n"model" \r\n :\t "right:m" \n} \n',
  "other keys twice": '{"stream":true,"model":"right:m","stream":false}',
  "the empty key": '{"":"left:a","model":"right:m"}',
  "keys of prototypes": '{"__proto__":{"model":"left:a"},"constructor":1,"model":"right:m"}',
  "a parameter": '{"model":"right:m?temperature=0.5"}',
  "a parameter over a field": '{"temperature":1,"model":"right:m?temperature=0"}',
  "a parameter over an escaped field": '{"temper\\u0061ture":1,"model":"right:m?temperature=0"}',
  "a parameter over a field sent twice": '{"temperature":1,"model":"right:m?temperature=0","temperature":2}',
  "a parameter beside a nested field": '{"metadata":{"temperature":1},"model":"right:m?temperature=0"}',
  "the size that is meant for us": '{"request_context_tokens":9,"model":"right:m"}',
  "the size that is meant for us, last": '{"model":"right:m","request_context_tokens":9}',
  "the size that is meant for us, escaped": '{"model":"right:m","request\\u005fcontext_tokens":9,"seed":1}',
  "the size that is meant for us, twice": '{"request_context_tokens":9,"model":"right:m","request_context_tokens":8}',
  "a size that is not meant for us": '{"metadata":{"request_context_tokens":9},"model":"right:m"}',
  "large, the size that is meant for us": `{"model":"right:m","a":${JSON.stringify(large)},"request_context_tokens":9}`,
  "large, the size escaped": `{"request_cont\\u0065xt_tokens":9,"a":${JSON.stringify(large)},"model":"right:m"}`,
  "large, model first": `{"model":"right:m","a":${JSON.stringify(large)}}`,
  "large, model last": `{"a":${JSON.stringify(large)},"model":"right:m"}`,
  "large, nested model before": `{"m":{"model":"left:x"},"a":${JSON.stringify(large)},"model":"right:m"}`,
  "large, nested model after": `{"model":"right:m","a":${JSON.stringify(large)},"m":[{"model":"left:x"}]}`,
  "large, the model twice": `{"model":"left:a","a":${JSON.stringify(large)},"model":"right:b"}`,
  "large, the model twice at the end": `{"a":${JSON.stringify(large)},"model":"left:a","model":"right:b"}`,
  "large, an escaped second key": `{"model":"left:a","a":${JSON.stringify(large)},"mod\\u0065l":"right:b"}`,
  "large, an escaped first key": `{"mod\\u0065l":"left:a","a":${JSON.stringify(large)},"model":"right:b"}`,
  "large, full of quoted models": `{"a":${JSON.stringify('"model":"left:x",'.repeat(1_000))},"model":"right:m"}`,
  "large, full of escapes": `{"a":"${'\\\\\\"\\u0022'.repeat(2_000)}","model":"right:m"}`,
  "large, a parameter": `{"temperature":1,"a":${JSON.stringify(large)},"model":"right:m?temperature=0"}`,
};

describe.each(doors)("valid JSON, on the $door path", ({ query }) => {
  test.each(Object.entries(accepted))("%s", async (_, text) => {
    const body = await passes(query, Buffer.from(text));
    expect(modelsIn(body)).toEqual(modelsIn(JSON.stringify(JSON.parse(body))));
  });

  test.each(Object.entries(accepted).filter(([, text]) => text.length < 1_000))("%s, byte by byte", async (_, text) => {
    const bytes = Buffer.from(text);
    await passes(query, bytes, cutAt(bytes, Array.from(bytes.keys())));
  });

  test("large, cut at every position around the model", async () => {
    const text = `{"a":${JSON.stringify(large)},"m":{"model":"left:x"},"model" : "right:m\\u002e","z":[{"model":"left:y"}]}`;
    const bytes = Buffer.from(text);
    for (let place = bytes.indexOf('"m":'); place < bytes.length; place += 1)
      await passes(query, bytes, cutAt(bytes, [100, place, place + 3]));
  });

  test("a million elements", async () => {
    const text = `{"input":[${"1,".repeat(999_999)}1],"model":"right:m"}`;
    expect(await passes(query, Buffer.from(text))).toBe(text.replace("right:m", "m"));
  });

  test("100,000 keys", async () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => `"k${i}":${i}`).join();
    await passes(query, Buffer.from(`{${keys},"model":"right:m"}`));
  });

  test.each([
    ["before", `{"a":${nested(100_000)},"model":"right:m"}`],
    ["after", `{"model":"right:m","a":${nested(100_000)}}`],
  ])("100,000 levels %s the model", async (_, text) => {
    const answer = await post(query, text);
    expect(answer.status, answer.text.slice(0, 500)).toBe(200);
    expect((await upstream.next()).body.equals(Buffer.from(text.replace("right:m", "m")))).toBe(true);
  });

  test("100,000 levels and the model twice: one reading, or none", async () => {
    const before = upstream.begun();
    const answer = await post(query, `{"model":"left:a","a":${nested(100_000)},"model":"right:b"}`);
    if (answer.status === 400) {
      expect(errorOf(answer).type).toBe("invalid_request_error");
      expect(upstream.begun()).toBe(before);
    } else {
      const received = await upstream.next();
      expect(received.url).toMatch(/^\/right\//);
      expect(modelsIn(received.body.toString())).toEqual(new Set(["b"]));
    }
  });

  test("any document, in any spelling, cut anywhere", async () => {
    const models = fc.constantFrom(
      "right:m",
      "left:n",
      "right:m?temperature=0",
      "left:x?temperature=1.5",
      "right:😀/a",
    );
    await fc.assert(
      fc.asyncProperty(oddDocuments(models), async ({ text, pieces }) => {
        await passes(query, Buffer.from(text), pieces);
      }),
      { numRuns: 300 },
    );
  });
});

const rejected: Readonly<Record<string, string | Buffer>> = {
  empty: "",
  "white space": " \n",
  "a list": '[{"model":"right:m"}]',
  "a string": '"model"',
  "a number": "42",
  null: "null",
  "no model": '{"messages":[]}',
  "an empty model": '{"model":""}',
  "a null model": '{"model":null}',
  "a numeric model": '{"model":4}',
  "a boolean model": '{"model":true}',
  "a model object": '{"model":{"model":"right:m"}}',
  "a model list": '{"model":["right:m"]}',
  "a nested model only": '{"metadata":{"model":"right:m"}}',
  "a model in a string only": '{"a":"\\"model\\":\\"right:m\\""}',
  "the model twice, last no string": '{"model":"right:b","model":{"model":"left:a"}}',
  "an escaped line break in the model": '{"model":"right:a\\nb"}',
  "a cut string": '{"model":"right:m',
  "a cut key": '{"mod',
  "a cut escape": '{"model":"right:\\',
  "only an opening brace": "{",
  "single quotes": "{'model':'right:m'}",
  "a bare key": '{model:"right:m"}',
  "a comment": '{/*"model":"left:a",*/"model":"right:m"}',
  "a missing colon": '{"model" "right:m"}',
  "a bad escape in the model": '{"model":"right:\\x41"}',
  "a raw line break in the model": '{"model":"right:a\nb"}',
  "a byte order mark": '\ufeff{"model":"right:m"}',
  "UTF-16": Buffer.from('{"model":"right:m"}', "utf16le"),
  "UTF-16 with a mark": Buffer.from('\ufeff{"model":"right:m"}', "utf16le"),
  "an invalid byte in the model": Buffer.from('{"model":"right:\xff"}', "latin1"),
  "an invalid byte in a key": Buffer.from('{"mod\xc0\xe5l":"left:a","model":"right:m"}', "latin1"),
  "an overlong slash": Buffer.from('{"model":"right:a\xc0\xafb"}', "latin1"),
  "a surrogate in UTF-8": Buffer.from('{"model":"right:\xed\xa0\xbd"}', "latin1"),
  "two documents": '{"model":"left:a"}{"model":"right:b"}',
  "a form": "model=right%3Am&stream=true",
};

/** Routing does not need the damaged part: the server refuses the body, or leaves that to the upstream. */
const damaged: Readonly<Record<string, string | Buffer>> = {
  "a cut list": '{"model":"right:m","messages":[',
  "a missing brace": '{"model":"right:m"',
  "a trailing comma": '{"model":"right:m",}',
  "trailing garbage": '{"model":"right:m"} x',
  "trailing garbage with a model": '{"model":"right:m"},"model":"left:x"',
  "a bad literal": '{"model":"right:m","stream":ture}',
  "a bad literal before": '{"stream":ture,"model":"right:m"}',
  "a bad number": '{"seed":01,"model":"right:m"}',
  "an unbalanced bracket": '{"a":[},"model":"right:m"}',
  "a second model behind a broken string": '{"model":"right:m","a":"\\","model":"left:x"}',
  "a second model behind damage": '{"model":"right:m",,"model":"left:x"}',
  "a second model outside a bracket": '{"a":[{"model":"left:x"}]],"model":"right:m"}',
  "a second model behind a mismatch": '{"model":"right:m","a":[1},"model":"left:x"}',
  "an invalid byte elsewhere": Buffer.from('{"model":"right:m","a":"\xff"}', "latin1"),
  "an invalid byte that hides a quote": Buffer.from('{"model":"right:m","a":"\xe2","model":"left:x"}', "latin1"),
  "a NUL": '{"model":"right:m","a":"\u0000"}',
  "a raw line break": '{"model":"right:m","a":"\n"}',
  "large and cut": `{"model":"right:m","a":${JSON.stringify(large)}`,
  "large, a second model behind damage": `{"model":"right:m","a":${JSON.stringify(large)},,"model":"left:x"}`,
  "large, a second model behind a mismatch": `{"model":"right:m","a":[${JSON.stringify(large)}},"model":"left:x"}`,
  "large, a second model behind a broken string": `{"model":"right:m","a":${JSON.stringify(large)},"b":"\\","model":"left:x"}`,
  "100,000 levels that never close": `{"model":"right:m","a":${"[".repeat(100_000)}`,
};

describe.each(doors)("invalid JSON, or no model, on the $door path", ({ query }) => {
  test.each(Object.entries(rejected))("%s is rejected", async (_, body) => {
    const before = upstream.begun();
    const answer = await post(query, body);
    expect(answer.status, answer.text).toBe(400);
    expect(errorOf(answer).type).toBe("invalid_request_error");
    expect(upstream.begun()).toBe(before);
  });

  test.each(Object.entries(damaged))("%s is rejected, or the upstream can only read one model", async (_, body) => {
    const before = upstream.begun();
    const answer = await post(query, body);
    if (answer.status === 400) {
      expect(errorOf(answer).type).toBe("invalid_request_error");
      expect(upstream.begun()).toBe(before);
      return;
    }
    expect(answer.status).toBe(200);
    const received = await upstream.next();
    expect(received.url).toMatch(/^\/right\//);
    expect([...modelsIn(received.body.toString("latin1"))]).toEqual(["m"]);
  });

  test("the error for an invalid body quotes nothing but the body", async () => {
    const answer = await post(query, '{"model":"right:m","a":tru');
    expect(answer.text).not.toMatch(/\bat \w+.*:\d+:\d+|node:/);
  });
});
