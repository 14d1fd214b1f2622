/** Images, sound and files in chat's form. */
import { expect, test } from "vitest";
import type { Media, MediaBlock } from "../../../../runtime/protocols/model/block.ts";
import { messageOf } from "../../support/ask.ts";
import { encoded } from "../../support/encoded-chat-request.ts";

const url: Media = { kind: "url", url: "https://a.example/a" };
const file: Media = { kind: "file", id: "f" };
const bytes: Media = { kind: "bytes", type: "audio/wav", base64: "AA" };
const image = (members: object) => ({ type: "image_url", image_url: { url: url.url, ...members } });

function partOf(of: MediaBlock["of"], media: Media, more: { name?: string; members?: object; family?: "google" } = {}) {
  const { name = null, members, family = "openai" } = more;
  const extras = members === undefined ? null : ({ family, members: { ...members } } as const);
  const block: MediaBlock = { kind: "media", of, media, name, extras, cache: null };
  const [message] = encoded({ turns: [messageOf("user", [block])] }).fields.messages as readonly { content: unknown }[];
  return message?.content;
}

test.each<[string, MediaBlock["of"], Media, Parameters<typeof partOf>[2], object]>([
  ["an image", "image", url, {}, image({})],
  [
    "an image's detail",
    "image",
    url,
    { members: { detail: "low", alt: "A" } },
    { ...image({ detail: "low" }), alt: "A" },
  ],
  ["a detail that chat does not know", "image", url, { members: { detail: "original" } }, image({ detail: "high" })],
  ["a detail of null", "image", url, { members: { detail: null } }, image({})],
  [
    "members that it had inside",
    "image",
    url,
    { members: { image_url: { url: "other", width: 7 } } },
    image({ width: 7 }),
  ],
  ["an image with members of another family", "image", url, { members: { alt: "A" }, family: "google" }, image({})],
  [
    "an uploaded image, which is a file without a detail",
    "image",
    file,
    { members: { detail: "low", alt: "A" } },
    { type: "file", file: { file_id: "f" }, alt: "A" },
  ],
  [
    "a file, with its name",
    "document",
    file,
    { name: "a.pdf", members: { detail: "low", file_data: 7 } },
    { type: "file", file: { filename: "a.pdf", file_id: "f", file_data: 7 }, detail: "low" },
  ],
  ["a file's URL, as its data", "document", url, {}, { type: "file", file: { file_data: url.url } }],
  [
    "members of a file",
    "document",
    url,
    { members: { file_id: 7, filename: null, note: 1 } },
    { type: "file", file: { file_data: url.url, file_id: 7, filename: null }, note: 1 },
  ],
  ["sound", "audio", bytes, {}, { type: "input_audio", input_audio: { data: "AA", format: "wav" } }],
  [
    "sound of a type that is no audio",
    "audio",
    { ...bytes, type: "mp3" },
    {},
    { type: "input_audio", input_audio: { data: "AA", format: "mp3" } },
  ],
  ["sound at a URL", "audio", url, {}, { type: "file", file: { file_data: url.url } }],
])("%s", (_, of, media, more, expected) => {
  expect(partOf(of, media, more)).toEqual([expected]);
});
