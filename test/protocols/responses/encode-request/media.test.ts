/** Images, sound and files in the form of Responses. */
import { expect, test } from "vitest";
import type { Media, MediaBlock } from "../../../../runtime/protocols/model/block.ts";
import { messageOf } from "../../support/ask.ts";
import { inputOf } from "../../support/encoded-response-request.ts";

const url: Media = { kind: "url", url: "https://a.example/a" };
const file: Media = { kind: "file", id: "f" };

test.each<[string, MediaBlock["of"], Media, { name?: string; members?: object }, object]>([
  ["an image", "image", url, {}, { type: "input_image", detail: "auto", image_url: url.url }],
  [
    "an image's detail",
    "image",
    file,
    { members: { detail: "low", type: "x" } },
    { type: "input_image", detail: "low", file_id: "f" },
  ],
  ["a file", "document", file, { name: "a.pdf" }, { type: "input_file", file_id: "f", filename: "a.pdf" }],
  [
    "a file's URL",
    "document",
    { kind: "url", url: "http://a" },
    { members: { x: 1 } },
    { type: "input_file", file_url: "http://a", x: 1 },
  ],
  ["a file's data", "document", { kind: "url", url: "data:,a" }, {}, { type: "input_file", file_data: "data:,a" }],
  [
    "what only begins later with http",
    "document",
    { kind: "url", url: "data:,http:" },
    {},
    { type: "input_file", file_data: "data:,http:" },
  ],
  [
    "sound",
    "audio",
    { kind: "bytes", type: "audio/wav", base64: "AA" },
    {},
    { type: "input_audio", input_audio: { data: "AA", format: "wav" } },
  ],
  ["sound at a URL", "audio", url, {}, { type: "input_file", file_url: url.url }],
  [
    "an image's bytes",
    "image",
    { kind: "bytes", type: "image/png", base64: "AA" },
    {},
    { type: "input_image", detail: "auto", image_url: "data:image/png;base64,AA" },
  ],
])("%s", (_, of, media, { name = null, members }, expected) => {
  const extras = members === undefined ? null : ({ family: "openai", members: { ...members } } as const);
  const block: MediaBlock = { kind: "media", of, media, name, extras, cache: null };
  expect(inputOf([messageOf("user", [block])])).toEqual([{ type: "message", role: "user", content: [expected] }]);
});
