/** The parts of a chat message as blocks: what the model has no word for is kept, as a member or as a whole part. */
import { describe, expect, test } from "vitest";
import { assistantPart, contentIn } from "../../../../runtime/protocols/chat/decode-request/parts.ts";

const foreign = (value: unknown) => ({ kind: "foreign", family: "openai", value });
const extras = (members: object | null) => (members === null ? null : { family: "openai", members });
const text = (given: string, members: object | null = null) => ({
  kind: "text",
  text: given,
  extras: extras(members),
  cache: null,
});
const media = (of: string, source: object, name: string | null = null, members: object | null = null) => ({
  kind: "media",
  of,
  media: source,
  name,
  extras: extras(members),
  cache: null,
});
const url = (address: string) => ({ kind: "url", url: address });

describe("the content of a message", () => {
  test.each([
    ["a text", "Hi", "Hi"],
    ["an empty list", [], []],
    ["null", null, ""],
    ["nothing", undefined, ""],
    ["one part without a list", { type: "text", text: "Hi" }, [text("Hi")]],
    ["a number", 7, [foreign(7)]],
    ["texts in a list", ["Hi", null], [text("Hi"), foreign(null)]],
  ])("%s", (_, content, expected) => {
    expect(contentIn(content)).toEqual(expected);
  });
});

describe("a part", () => {
  test.each([
    ["of text", { type: "text", text: "Hi" }, text("Hi")],
    ["of text with more", { type: "text", text: "Hi", lang: "de" }, text("Hi", { lang: "de" })],
    ["of text without one", { type: "text", text: 7 }, null],
    ["of an unknown type", { type: "hologram", text: "Hi" }, null],
    ["with an image", { type: "image_url", image_url: { url: "a" } }, media("image", url("a"))],
    ["with only an image's URL", { type: "image_url", image_url: "a" }, media("image", url("a"))],
    [
      "with an image and more",
      { type: "image_url", image_url: { url: "a", detail: "low" }, alt: "A" },
      media("image", url("a"), null, { alt: "A", detail: "low" }),
    ],
    ["with an image without a URL", { type: "image_url", image_url: { id: "a" } }, null],
    ["with an image that is null", { type: "image_url", image_url: null }, null],
    ["with a file's data", { type: "file", file: { file_data: "data:,a" } }, media("document", url("data:,a"))],
    ["with a file's id", { type: "file", file: { file_id: "f" } }, media("document", { kind: "file", id: "f" })],
    [
      "with a named file, data and id",
      { type: "file", file: { filename: "a.pdf", file_data: "data:,a", file_id: "f", pages: 2 }, note: "n" },
      media("document", url("data:,a"), "a.pdf", { note: "n", file_id: "f", pages: 2 }),
    ],
    [
      "with a file whose data and name are no texts",
      { type: "file", file: { file_id: "f", file_data: 7, filename: null } },
      media("document", { kind: "file", id: "f" }, null, { file_data: 7, filename: null }),
    ],
    ["with an empty file", { type: "file", file: { filename: "a.pdf", file_id: 7 } }, null],
    ["with no file", { type: "file" }, null],
    [
      "with audio",
      { type: "input_audio", input_audio: { data: "AA", format: "wav" } },
      media("audio", { kind: "bytes", type: "audio/wav", base64: "AA" }),
    ],
    ["with audio and more", { type: "input_audio", input_audio: { data: "AA", format: "wav" }, note: 1 }, null],
    [
      "with more inside of the audio",
      { type: "input_audio", input_audio: { data: "AA", format: "wav", rate: 1 } },
      null,
    ],
    ["with audio in no format", { type: "input_audio", input_audio: { data: "AA", rate: 1 } }, null],
    ["with audio without data", { type: "input_audio", input_audio: { data: 7, format: "wav" } }, null],
    ["with audio that is null", { type: "input_audio", input_audio: null }, null],
  ])("%s", (_, part, block) => {
    expect(contentIn([part])).toEqual([block ?? foreign(part)]);
  });

  test.each([
    ["cache_control", { type: "ephemeral", ttl: "1h" }, "1h"],
    ["cache_control", { type: "ephemeral", ttl: "5m" }, "5m"],
    ["cache_control", { type: "ephemeral", ttl: "2h" }, null],
    ["prompt_cache_breakpoint", {}, null],
  ])("with %s %j asks for a cache, and keeps the member", (name, hint, ttl) => {
    const members = { [name]: hint };
    expect(contentIn([{ type: "text", text: "Hi", ...members }])).toEqual([{ ...text("Hi", members), cache: { ttl } }]);
  });

  test("with a cache hint that is no object asks for nothing", () => {
    const members = { cache_control: "1h", prompt_cache_breakpoint: true };
    expect(contentIn([{ type: "text", text: "Hi", ...members }])).toEqual([text("Hi", members)]);
  });
});

describe("a part of an assistant's message", () => {
  const refusal = { kind: "refusal", text: "No.", extras: null, cache: null };

  test.each([
    ["a plain text", "Hi", text("Hi")],
    ["text", { type: "text", text: "Hi", lang: "de" }, text("Hi", { lang: "de" })],
    ["a refusal", { type: "refusal", refusal: "No." }, refusal],
    ["a refusal with more", { type: "refusal", refusal: "No.", why: "w" }, null],
    ["a refusal without a text", { type: "refusal", refusal: null }, null],
    ["something else of two members", { type: "hologram", refusal: "No." }, null],
    ["a number", 7, null],
    ["an image, which no assistant sends", { type: "image_url", image_url: "a" }, null],
  ])("%s", (_, part, block) => {
    expect(assistantPart(part)).toEqual(block ?? foreign(part));
  });
});
