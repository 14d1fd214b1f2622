/** Bodies that a hostile client could send: each as large as its name says, or up to the server's limit. */
import { gzipSync } from "node:zlib";

export const MB = 1 << 20;
/** `server.max_body_bytes`, with room for what stands around the filling. */
const MOST = 32 * MB - 4096;

export const CHAT = "/v1/chat/completions";
export const RESPONSES = "/v1/responses";
export const TURN = '{"role":"user","content":"Hello"}';

/** `unit`, as often as it fits between `head` and `tail`, without the last `cut` bytes. */
export function filled(head, unit, tail, { most = MOST, cut = 0 } = {}) {
  const count = Math.max(1, Math.floor((most - head.length - tail.length) / Buffer.byteLength(unit)));
  const middle = Buffer.alloc(count * Buffer.byteLength(unit), unit);
  return Buffer.concat([Buffer.from(head), middle.subarray(0, middle.length - cut), Buffer.from(tail)]);
}

/** One text for each index, joined with commas. */
export function listed(head, count, each, tail) {
  const parts = new Array(count);
  for (let index = 0; index < count; index++) parts[index] = each(index);
  return Buffer.from(`${head}${parts.join(",")}${tail}`);
}

const chat = (member, tail = "}") => `{"model":"responses:m","messages":[${TURN}],${member}${tail}`;
const inChat = (name, unit, options) => filled(chat(`"${name}":[`, ""), `${unit},`, "]}", { cut: 1, ...options });
const messages = (unit, options) =>
  filled('{"model":"responses:m","messages":[', `${unit},`, "]}", { cut: 1, ...options });
const input = (unit, options) => filled('{"model":"chat:m","input":[', `${unit},`, "]}", { cut: 1, ...options });
const text = (unit, most) =>
  filled('{"model":"responses:m","messages":[{"role":"user","content":"', unit, '"}]}', { most });
const nested = (depth, open, close) => Buffer.from(`${chat('"x":', "")}${open.repeat(depth)}1${close.repeat(depth)}}`);
const twice = (body) => Buffer.concat([Buffer.from('{"model":"chat:a",'), body.subarray(1)]);

const asChat = (body, more = {}) => ({ path: CHAT, body, ...more });
const asResponses = (body, more = {}) => ({ path: RESPONSES, body, ...more });

/** What a body is, and how it is made: making all of them first would take a gigabyte. */
export const CASES = [
  // What honest clients send; these have to be answered with 200.
  ["agent: 500 messages, 1 MB, translated", () => asChat(agent(500, 2000), { good: true })],
  ["image of 20 MB, translated", () => asChat(image(20 * MB), { good: true })],
  ["image of 20 MB, translated to chat", () => asResponses(imageItem(20 * MB), { good: true })],
  ["text of 4 MB beyond Latin-1, translated", () => asChat(text("…déjà vu, 你好\\n", 4 * MB), { good: true })],
  ["image of 30 MB, passed through", () => asChat(rename(image(30 * MB), "chat:m"), { good: true })],

  // Structure.
  ["empty objects as messages", () => asChat(messages("{}"))],
  ["empty lists as messages", () => asChat(messages("[]"))],
  ["nulls as messages", () => asChat(messages("null"))],
  ["digits as messages", () => asChat(messages("1"))],
  ["empty texts as messages", () => asChat(messages('""'))],
  ["a million short messages", () => asChat(messages(TURN))],
  ["messages of assistants with calls", () => asChat(messages(CALL_TURN))],
  ["results of calls", () => asChat(messages('{"role":"tool","tool_call_id":"a","content":"b"}'))],
  ["empty objects as input", () => asResponses(input("{}"))],
  ["a million items of input", () => asResponses(input('{"role":"user","content":"Hello"}'))],
  [
    "a million calls as input",
    () => asResponses(input('{"type":"function_call","call_id":"a","name":"b","arguments":"{}"}')),
  ],
  ["a million references as input", () => asResponses(input('{"type":"item_reference","id":"msg_1"}'))],
  ["parts of one message", () => asChat(parts('{"type":"text","text":"a"}'))],
  ["tools", () => asChat(inChat("tools", '{"type":"function","function":{"name":"a"}}'))],
  ["empty objects as tools", () => asChat(inChat("tools", "{}"))],
  ["a list of stops", () => asChat(inChat("stop", '"a"'))],
  ["an unknown member with empty objects", () => asChat(inChat("x", "{}"))],
  ["two million keys", () => asChat(listed(chat('"x":{', ""), 2_000_000, (i) => `"k${i.toString(36)}":1`, "}}"))],
  [
    "two million keys at the top",
    () => asChat(listed(chat('"x":1,', ""), 2_000_000, (i) => `"k${i.toString(36)}":1`, "}")),
  ],
  ["two million keys, numbers", () => asChat(listed(chat('"logit_bias":{', ""), 2_000_000, (i) => `"${i}":1`, "}}"))],
  ["the same key, three million times", () => asChat(filled(chat('"x":{', ""), '"a":1,', '"b":1}}'))],
  ["a thousand keys in each object", () => asChat(listed(chat('"x":[', ""), 1500, manyKeys, "]}"))],
  ["fifteen million brackets", () => asChat(nested(15_000_000, "[", "]"))],
  ["objects in objects", () => asChat(nested(4_000_000, '{"a":', "}"))],
  ["brackets that are not closed", () => asChat(filled(chat('"x":', ""), "[", ""))],
  ["a deep schema of a tool", () => asChat(deepSchema(100_000))],
  ["a deep content", () => asChat(deepContent(1_000_000))],

  // The same with the model twice, so that it is parsed although nothing is translated.
  ["model twice, empty objects", () => asChat(twice(messages("{}")))],
  ["model twice, brackets", () => asChat(twice(nested(15_000_000, "[", "]")))],
  [
    "model twice, keys at the top",
    () => asChat(twice(listed(chat('"x":1,', ""), 2_000_000, (i) => `"k${i.toString(36)}":1`, "}"))),
  ],
  [
    "model behind two million keys",
    () =>
      asChat(
        listed(
          '{"x":1,',
          2_000_000,
          (i) => `"k${i.toString(36)}":1`,
          `,"model":"chat:m","messages":[${"1,".repeat(5000)}1]}`,
        ),
      ),
  ],
  [
    "escapes in two million keys",
    () => asChat(listed(chat('"x":1,', ""), 2_000_000, (i) => `"\\u006b${i.toString(36)}":1`, "}")),
  ],
  ["extra_body of empty objects", () => asChat(inChat("extra_body", "{}"))],
  ["no model, empty objects", () => asChat(inChat("x", "{}").subarray(0))],

  // Texts and numbers.
  ["one text of 32 MB", () => asChat(text("Hello, world. "))],
  ["a text of escapes", () => asChat(text("\\n"))],
  ["a text of Unicode escapes", () => asChat(text("\\u00e9"))],
  ["a text of lone surrogates", () => asChat(text("\\ud800"))],
  ["a text of control escapes", () => asChat(text("\\u0001"))],
  ["a text of quotes", () => asChat(text('\\"'))],
  ["a text of backslashes", () => asChat(text("\\\\"))],
  ["a text of CJK", () => asChat(text("漢字"))],
  ["a text of emoji", () => asChat(text("😀"))],
  ["a number of a million digits", () => asChat(filled(chat('"x":', ""), "1", "}", { most: MB }))],
  ["a number of thirty million digits", () => asChat(filled(chat('"x":', ""), "1", "}"))],
  ["long integers", () => asChat(inChat("x", "12345678901234567890"))],
  ["long fractions", () => asChat(inChat("x", "0.12345678901234567e-5"))],
  ["marks of integers", () => asChat(text("\u0090\u009d1234567890123456789"))],
  ["white space", () => asChat(filled(chat('"x":', ""), " ", "1}"))],
  ["a member of 30 MB in place of a text", () => asChat(filled('{"model":"chat:m","messages":[],"stream":', "[", "}"))],
  ["a session of empty objects", () => asChat(filled('{"model":"sticky:m","messages":[],"user":[', "{},", "{}]}"))],
  [
    "a parameter's object of keys",
    () =>
      asResponses(
        listed(
          '{"model":"responses:m?reasoning_effort=low","reasoning":{',
          2_000_000,
          (i) => `"k${i.toString(36)}":1`,
          "}}",
        ),
      ),
  ],
  [
    "previous_response_id of empty objects",
    () => asResponses(filled('{"model":"responses:m","previous_response_id":[', "{},", "{}]}")),
  ],
  ["names of data", () => asChat(filled('{"model":"small:m","messages":["', 'data:a","', 'b"]}'))],

  // Names.
  ["a model's name of 1 MB", () => asChat(filled('{"messages":[],"model":"', "a", '"}', { most: MB }))],
  ["a model's name of 30 MB, twice", () => asChat(twice(filled('{"model":"', "a", '","messages":[]}')))],
  ["a query of 8 KB", () => asChat(Buffer.from(chat('"x":1')), { path: `${CHAT}?${"a=b&".repeat(2000)}` })],
  ["a header of 15 KB", () => asChat(Buffer.from(chat('"x":1')), { headers: { "x-long": "a".repeat(15_000) } })],
  ["a thousand headers", () => asChat(Buffer.from(chat('"x":1')), { headers: manyHeaders(1000) })],
  ["tools whose short names meet", () => asChat(meetingNames())],
  ["choices of tools", () => asResponses(manyChoices(20_000))],

  // Encodings and framing.
  [
    "gzip of empty objects",
    () => asChat(gzipSync(messages("{}")), { headers: { "content-encoding": "gzip" }, size: MOST }),
  ],
  ["gzip of 4 GB", () => asChat(gzipBomb(), { headers: { "content-encoding": "gzip" }, size: MOST })],
  ["100,000 bytes, one at a time", () => asChat(text("a", 100_000), { pieces: 1 })],
  ["a multipart form of 100,000 parts", () => form(100_000)],
  ["a multipart form with a model of 30 MB", () => longField()],
];

export const CALL_TURN =
  '{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"b","arguments":"{}"}}]}';

function agent(count, length) {
  const content = "All that was said so far, in some words. ".repeat(length / 41);
  const turn = (role) => ({ role, content });
  const list = Array.from({ length: count }, (_, index) => turn(index % 2 === 0 ? "user" : "assistant"));
  return Buffer.from(JSON.stringify({ model: "responses:m", messages: list }));
}

function image(length) {
  const head =
    '{"model":"responses:m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,';
  return filled(head, "iVBORw0KGgoAAAANSUhEUgAAAAUA", '"}}]}]}', { most: length });
}

function imageItem(length) {
  const head =
    '{"model":"chat:m","input":[{"role":"user","content":[{"type":"input_image","image_url":"data:image/png;base64,';
  return filled(head, "iVBORw0KGgoAAAANSUhEUgAAAAUA", '"}]}]}', { most: length });
}

function rename(body, model) {
  return Buffer.from(body.toString("latin1").replace("responses:m", model), "latin1");
}

function parts(unit) {
  return filled('{"model":"responses:m","messages":[{"role":"user","content":[', `${unit},`, "]}]}", { cut: 1 });
}

function manyKeys(index) {
  return `{${Array.from({ length: 1000 }, (_, at) => `"k${(index * 1000 + at).toString(36)}":1`).join(",")}}`;
}

function deepSchema(depth) {
  const schema = `${'{"type":"object","properties":{"a":'.repeat(depth)}{}${"}}".repeat(depth)}`;
  return Buffer.from(chat(`"tools":[{"type":"function","function":{"name":"a","parameters":${schema}}}]`));
}

function deepContent(depth) {
  return Buffer.from(
    `{"model":"responses:m","messages":[{"role":"user","content":${"[".repeat(depth)}${"]".repeat(depth)}}]}`,
  );
}

function manyHeaders(count) {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, "a"]));
}

/** Two names that start alike and have the same FNV-1a, whatever is appended. */
function meetingNames() {
  const start = "n".repeat(64);
  const seen = new Map();
  for (let index = 0; ; index++) {
    const name = start + index.toString(36);
    let value = 0x811c9dc5;
    for (let at = 0; at < name.length; at++) value = Math.imul(value ^ name.charCodeAt(at), 0x01000193);
    const before = seen.get(value);
    if (before !== undefined) {
      const tools = [before, name].map((each) => ({ type: "function", function: { name: each } }));
      return Buffer.from(JSON.stringify({ model: "responses:m", messages: [], tools }));
    }
    seen.set(value, name);
  }
}

function manyChoices(count) {
  const tools = Array.from({ length: count }, (_, index) => ({ type: "function", name: `t${index}` }));
  const choice = { type: "allowed_tools", mode: "auto", tools: tools.toReversed() };
  return Buffer.from(JSON.stringify({ model: "chat:m", input: "a", tools, tool_choice: choice }));
}

function gzipBomb() {
  const part = gzipSync(Buffer.alloc(64 * MB));
  return Buffer.concat(Array.from({ length: 64 }, () => part));
}

const BOUNDARY = "boundary";
const FORM = { "content-type": `multipart/form-data; boundary=${BOUNDARY}` };
const part = (name, value) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

function form(count) {
  const body = filled("", part("a", "b"), `${part("model", "chat:m")}--${BOUNDARY}--\r\n`, { most: count * 66 });
  return { path: "/v1/audio/transcriptions", body, headers: FORM };
}

function longField() {
  const body = Buffer.from(`${part("model", "m".repeat(30 * MB))}--${BOUNDARY}--\r\n`);
  return { path: "/v1/audio/transcriptions", body, headers: FORM };
}
