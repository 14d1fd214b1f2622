/** Bodies that the bench makes as large as the server takes them: a name, the most units, and the body of so many units. */
import { CALL_TURN, CHAT, MB, RESPONSES, TURN } from "./bodies.mjs";

const chat = (head, units, tail) => ({
  path: CHAT,
  body: Buffer.from(`{"model":"responses:m",${head}${units}${tail}}`),
});
const responses = (head, units, tail) => ({
  path: RESPONSES,
  body: Buffer.from(`{"model":"chat:m",${head}${units}${tail}}`),
});
const repeated = (unit) => (count) => `${unit},`.repeat(count - 1) + unit;
const counted = (each) => (count) => Array.from({ length: count }, (_, index) => each(index)).join(",");
const key = (index) => `"k${index.toString(36)}":1`;

const inMessages = (units) => (count) => chat('"messages":[', units(count), "]");
const inInput = (units) => (count) => responses('"input":[', units(count), "]");
const besides = (head, units, tail) => (count) => chat(`"messages":[${TURN}],${head}`, units(count), tail);
const besidesInput = (head, units, tail) => (count) => responses(`"input":"a",${head}`, units(count), tail);

const CALL = (index) => CALL_TURN.replace('"id":"a"', `"id":"call_${index}"`);
const ITEM = '{"role":"user","content":"Hello"}';
const ITEM_CALL = '{"type":"function_call","call_id":"a","name":"b","arguments":"{}"}';
const PART = '{"type":"text","text":"a"}';
const tool = (index) => `{"type":"function","function":{"name":"t${index}"}}`;
const flatTool = (index) => `{"type":"function","name":"t${index}"}`;
const property = (index) => `"p${index}":{"type":"string","description":"What it is."}`;
const shortTurn = (unit) => `{"role":"user","content":"${unit.repeat(Math.floor(1900 / Buffer.byteLength(unit)))}"}`;
const schema = (properties) =>
  `{"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{${properties}}}}}`;

/** A conversation that Turnout stores, and a request that continues it. */
const stored = (units) => (count) => ({
  begins: inInput(units)(count),
  continued: (id) => responses(`"previous_response_id":"${id}",`, '"input":"More."', ""),
});

const MANY = 200_000;
export const GROWN = [
  ["messages", MANY, inMessages(repeated(TURN))],
  ["empty objects as messages", MANY, inMessages(repeated("{}"))],
  ["nulls as messages", MANY, inMessages(repeated("null"))],
  ["assistants with calls", MANY, inMessages(counted(CALL))],
  ["parts of one message", MANY, besides('"x":0,"messages":[{"role":"user","content":[', repeated(PART), "]}]")],
  ["lists in lists", MANY, besides('"x":[', repeated("[[[]]]"), "]")],
  ["keys of one object", MANY, besides('"x":{', counted(key), "}")],
  ["keys at the top", MANY, besides("", counted(key), "")],
  [
    "objects with a key each",
    MANY,
    besides(
      '"x":[',
      counted((index) => `{${key(index)}}`),
      "]",
    ),
  ],
  ["integers", MANY, besides('"x":[', repeated("1"), "]")],
  ["long integers", MANY, besides('"x":[', repeated("12345678901234567890"), "]")],
  ["long fractions", MANY, besides('"x":[', repeated("0.12345678901234567e-5"), "]")],
  [
    "short texts",
    MANY,
    besides(
      '"x":[',
      counted((index) => `"${index.toString(36)}"`),
      "]",
    ),
  ],
  ["tools", MANY, besides('"tools":[', counted(tool), "]")],
  ["properties of a tool", MANY, besides('"tools":[', (count) => schema(counted(property)(count)), "]")],
  ["stops", MANY, besides('"stop":[', repeated('"a"'), "]")],
  ["digits of one number", 5 * MB, besides('"x":', (count) => "1".repeat(count), "")],
  ["lone surrogates in short texts", 17_000, inMessages(repeated(shortTurn("\\ud800")))],
  ["emoji in short texts", 17_000, inMessages(repeated(shortTurn("😀")))],
  ["items of input", MANY, inInput(repeated(ITEM))],
  ["empty objects as input", MANY, inInput(repeated("{}"))],
  ["calls as input", MANY, inInput(repeated(ITEM_CALL))],
  ["tools of the other kind", MANY, besidesInput('"tools":[', counted(flatTool), "]")],
  ["keys of metadata", MANY, besidesInput('"metadata":{', counted(key), "}")],
  ["items of a stored conversation", MANY, stored(repeated(ITEM))],
  [
    "keys in a stored conversation",
    MANY,
    stored((count) => `{"role":"user","content":"a","x":{${counted(key)(count)}}}`),
  ],
  ["texts of a stored conversation", 17_000, stored(repeated(shortTurn("é")))],
];
