import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBytes, toBytes, wholeCharacters } from "../../../runtime/observe/capture/redact/bytes.ts";
import { formsOf } from "../../../runtime/observe/capture/redact/forms.ts";
import { redactHeaders, redactPath } from "../../../runtime/observe/capture/redact/headers.ts";
import { createSecretFinder, Redaction, redactText } from "../../../runtime/observe/capture/redact/redaction.ts";

const MARK = "[redacted]";

function redact(text: string, ...secrets: string[]): string {
  return redactText(text, createSecretFinder(secrets));
}

/** The text as it comes out when it goes in cut at these places. */
function redactInPieces(bytes: string, cuts: readonly number[], secrets: readonly string[]): string {
  const redaction = new Redaction(createSecretFinder(secrets));
  const places = [0, ...[...cuts].sort((a, b) => a - b), bytes.length];
  let out = "";
  for (let i = 1; i < places.length; i++) out += redaction.push(bytes.slice(places[i - 1], places[i]));
  return out + redaction.end();
}

/** Every character that is part of a secret, found in the simplest way. */
function hiddenByHand(text: string, secrets: readonly string[]): string {
  const hidden = new Array<boolean>(text.length).fill(false);
  for (const secret of secrets) {
    for (let at = 0; at < text.length; at++) if (text.startsWith(secret, at)) hidden.fill(true, at, at + secret.length);
  }
  return [...text].map((character, i) => (!hidden[i] ? character : hidden[i - 1] ? "" : MARK)).join("");
}

const SECRET = 'p/w+d"ü&=x1 9z';

describe("a server's secret is hidden", () => {
  it.each([
    ["plain", SECRET],
    ["URL-encoded", encodeURIComponent(SECRET)],
    ["URL-encoded in lower case", encodeURIComponent(SECRET).replace(/%../g, (each) => each.toLowerCase())],
    ["as a form has it", new URLSearchParams({ a: SECRET }).toString().slice(2)],
    ["in JSON", JSON.stringify(SECRET).slice(1, -1)],
    ["in JSON with its slashes escaped", JSON.stringify(SECRET).slice(1, -1).replaceAll("/", "\\/")],
    ["in JSON of ASCII", 'p/w+d\\"\\u00fc&=x1 9z'],
    ["in Go's JSON", 'p/w+d\\"ü\\u0026=x1 9z'],
    [".NET's", 'p/w\\u002Bd\\"\\u00FC\\u0026=x1 9z'],
    ["in JSON in JSON", JSON.stringify(JSON.stringify(SECRET)).slice(3, -3)],
    ["in Base64", Buffer.from(SECRET).toString("base64")],
    ["in Base64 for URLs", Buffer.from(SECRET).toString("base64url")],
  ])("%s", (_, form) => {
    expect(redact(`before ${form} after`, SECRET)).toBe(`before ${MARK} after`);
  });

  it.each(["", "u", "us", "use", "user:"])("in Base64 after %j", (before) => {
    const text = Buffer.from(`${before}sk-very-secret:more`).toString("base64");
    const left = redact(text, "sk-very-secret");
    expect(left).toContain(MARK);
    expect(Buffer.from(left.replace(MARK, ""), "base64").toString()).not.toMatch(/very|secr/);
  });

  it("completely, if it contains another or two overlap", () => {
    expect(redact("abcdef", "abcd", "abcdef")).toBe(MARK);
    expect(redact("1abcdef2", "abcd", "cdef")).toBe(`1${MARK}2`);
    expect(redact("1abcdabcd2", "abcd")).toBe(`1${MARK}2`);
  });

  it("but not words shorter than a key", () => {
    expect(redact("abc", "abc", "")).toBe("abc");
  });
});

describe("what looks like a secret is hidden", () => {
  const body = "Ab3".repeat(12);
  it.each([
    [`sk-${body}`],
    [`sk-proj-${body}_x-y`],
    [`sk-ant-api03-${body}`],
    [`gsk_${body}`],
    [`xai-${body}`],
    [`AIza${body}`],
    [`ghp_${body}`],
    [`github_pat_${body}_${body}`],
    [`AKIA${"A2".repeat(8)}`],
    [`eyJhbGciOiJIUzI1NiJ9.${body}.${body}`],
    [`hf_${body}`],
    [`r8_${body}`],
    [`xoxb-${body}`],
  ])("%s", (key) => {
    expect(redact(`key ${key}`)).toBe(`key ${MARK}`);
    expect(redact(`{"a":"${key}","b":1}`)).toBe(`{"a":"${MARK}","b":1}`);
    expect(redact(`?key=${key}&b`)).toBe(`?key=${MARK}&b`);
  });

  it.each([
    ["Authorization: Bearer abc.def/ghi+jkl==, next", `Authorization: Bearer ${MARK}, next`],
    ["bearer%20abcdefghijklmn&x", `bearer%20${MARK}&x`],
    ["postgres://user:pa:ss@db.example.com/x", `postgres://${MARK}@db.example.com/x`],
    ["redis://:p@ss@host", `redis://${MARK}@host`],
    ["https://token@example.com?a=b@c", `https://${MARK}@example.com?a=b@c`],
  ])("%s", (text, expected) => {
    expect(redact(text)).toBe(expected);
  });

  it.each([
    "a risk-free task-based approach",
    "from huggingface_hub import hf_hub_download_all_files_of_it",
    "the bearer of this",
    "https://example.com/a@b see me@example.com",
    "eyJ is how they begin, sk- too",
    "disk-aaaaaaaaaaaaaaaaaaaaaaaaaa",
  ])("but not: %s", (text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("in headers", () => {
  const none = createSecretFinder(["value-of-a-secret"]);

  it.each([
    "Authorization",
    "proxy-authorization",
    "api-key",
    "x-api-key",
    "x-goog-api-key",
    "cookie",
    "set-cookie",
    "x-auth-token",
    "x-amz-security-token",
    "x-client-secret",
  ])("the value of %s is hidden, whatever it is", (name) => {
    expect(redactHeaders([name, "anything"], none)).toEqual({ [name.toLowerCase()]: MARK });
  });

  it("others are shown without the secrets in all of their values", () => {
    const headers = ["x-ratelimit-remaining-tokens", "5", "X-A", "1", "x-a", "value-of-a-secret", "__proto__", "x"];
    expect(Object.entries(redactHeaders(headers, none))).toEqual([
      ["x-ratelimit-remaining-tokens", "5"],
      ["x-a", ["1", MARK]],
      ["__proto__", "x"],
    ]);
  });

  it("fields of the query that carry credentials are hidden", () => {
    expect(redactPath("/v1/x?key=abc&model=m&access_token=d&api-version=1#f", none)).toBe(
      `/v1/x?key=${MARK}&model=m&access_token=${MARK}&api-version=1#f`,
    );
  });
});

const secretText = fc.oneof(
  fc.stringMatching(/^[abc]{4,9}$/),
  fc.stringMatching(/^sk-[a-z]{4,30}$/),
  fc.stringMatching(/^[ü€x"/+]{4,8}$/),
);
const filler = fc.oneof(
  fc.stringMatching(/^[abc]{0,6}$/),
  fc.constantFrom(
    "s",
    "sk",
    "sk-",
    "hf_",
    "eyJ",
    "github_pat_",
    "://",
    "@",
    "Bearer ",
    "Bearer%20",
    " ",
    "\n\n",
    "=",
    "é€😀",
  ),
  fc.stringMatching(/^[A-Za-z0-9_.-]{10,20}$/),
);

/** Secrets, and the bytes of a text with them in it, whole, in parts, and in all their forms. */
const material = fc.array(secretText, { minLength: 1, maxLength: 3 }).chain((secrets) => {
  const forms = fc.constantFrom(...secrets.flatMap((secret) => [...formsOf(secret)]));
  const part = forms.chain((form) => fc.nat(form.length).map((length) => form.slice(0, length)));
  const piece = fc.oneof(forms, part, filler.map(toBytes));
  return fc.record({
    secrets: fc.constant(secrets),
    bytes: fc.array(piece, { maxLength: 14 }).map((all) => all.join("")),
  });
});
const cutMaterial = material.chain(({ secrets, bytes }) =>
  fc.record({
    secrets: fc.constant(secrets),
    bytes: fc.constant(bytes),
    cuts: fc.oneof(
      fc.array(fc.nat(bytes.length), { maxLength: 12 }),
      fc.constant(Array.from({ length: bytes.length }, (_, i) => i)),
    ),
  }),
);

describe("however the bytes are cut", () => {
  it("the result is the redaction of the whole, without any form of a secret", () => {
    fc.assert(
      fc.property(cutMaterial, ({ secrets, bytes, cuts }) => {
        const out = redactInPieces(bytes, cuts, secrets);
        expect(out).toBe(redactInPieces(bytes, [], secrets));
        for (const form of secrets.flatMap(formsOf)) expect(out).not.toContain(form);
      }),
      { numRuns: 1000 },
    );
  });

  it("only the secrets are hidden, if nothing else looks like one", () => {
    const plain = fc.array(fc.stringMatching(/^[abcd ]{0,5}$/), { maxLength: 10 }).map((all) => all.join(""));
    const words = fc.array(fc.stringMatching(/^[abc]{4,7}$/), { maxLength: 3 });
    fc.assert(
      fc.property(plain, words, fc.array(fc.nat(50), { maxLength: 8 }), (text, secrets, cuts) => {
        const inText = cuts.map((cut) => Math.min(cut, text.length));
        expect(redactInPieces(text, inText, secrets)).toBe(hiddenByHand(text, secrets));
      }),
      { numRuns: 1000 },
    );
  });

  it("only what may become a secret is held back", () => {
    const redaction = new Redaction(createSecretFinder(["secret-value"]));
    expect(redaction.push('data: {"a":1}\n\n')).toBe('data: {"a":1}\n\n');
    expect(redaction.push("the secr")).toBe("the ");
    expect(redaction.push("et-x sk-12")).toBe("secret-x ");
    expect(redaction.push("34 https://exam")).toBe("sk-1234 https://");
    expect(redaction.push("ple.com/")).toBe("example.com/");
  });

  it("no part of a token of any length remains", () => {
    const redaction = new Redaction(createSecretFinder([]));
    let out = redaction.push("a sk-");
    for (let i = 0; i < 1000; i++) out += redaction.push("abcdefgh");
    expect(out + redaction.push(" b") + redaction.end()).toBe(`a ${MARK} b`);
  });
});

// Steps that grow with the square of the length would not come to an end within the hour; the soak has a bound.
it("long texts built to be slow to search are searched quickly", () => {
  for (const piece of ["sk-", "sk-abcdefghijklmnopq ", "eyJ", "://", "://a@", "Bearer ", "aaaa"]) {
    expect(() => redact(piece.repeat(Math.ceil(1e6 / piece.length)), "a".repeat(64))).not.toThrow();
  }
});

it("an incomplete character at a cut is distinguished from a complete one", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), (text, cut) => {
      const bytes = toBytes(text);
      const end = wholeCharacters(bytes.slice(0, cut % (bytes.length + 1)));
      expect(toBytes(fromBytes(bytes.slice(0, end)))).toBe(bytes.slice(0, end));
      expect((cut % (bytes.length + 1)) - end).toBeLessThan(4);
      expect(wholeCharacters(bytes)).toBe(bytes.length);
    }),
  );
});
