import { isObject, type JsonObject } from "../../json/json-object.ts";
import { stringIn } from "../../json/read.ts";
import type { Block, Media, MediaBlock } from "../../model/block.ts";
import { extrasOf, type Members, withMember } from "../../model/members.ts";
import type { Content } from "../../model/turn.ts";
import { audioBlock } from "../../openai/audio-block.ts";
import { cacheHint } from "../../openai/cache-hint.ts";

/** The content of an input message. */
export function contentIn(content: unknown): Content {
  if (typeof content === "string") return content;
  return Array.isArray(content) ? content.map(partIn) : [];
}

/** An assistant's content; "" if there is none. */
export function assistantContent(content: unknown): Content {
  if (!Array.isArray(content) || content.length === 0) return stringIn(content);
  return content.map((part) =>
    isObject(part) && part.type === "refusal"
      ? { kind: "refusal", text: stringIn(part.refusal), extras: null, cache: null }
      : partIn(part),
  );
}

/** An unknown part is passed on as it came: the target may know it. */
function partIn(part: unknown): Block {
  if (typeof part === "string") return { kind: "text", text: part, extras: null, cache: null };
  if (!isObject(part)) return foreign(part);
  switch (part.type) {
    case "input_text":
    case "output_text":
      return textPart(part, stringIn(part.text));
    case "text":
      return typeof part.text === "string" ? textPart(part, part.text) : foreign(part);
    case "input_image":
      return imagePart(part);
    case "input_file":
      return filePart(part);
    case "input_audio":
      return audioBlock(part) ?? foreign(part);
    default:
      return foreign(part);
  }
}

function foreign(value: unknown): Block {
  return { kind: "foreign", family: "openai", value };
}

/** Annotations and logprobs of an earlier answer mean nothing to a model. */
const TEXT_WORDS: ReadonlySet<string> = new Set(["type", "text", "annotations", "logprobs"]);
const IMAGE_WORDS: ReadonlySet<string> = new Set(["type", "image_url", "file_id"]);

function textPart(part: JsonObject, text: string): Block {
  const unknown = besides(part, TEXT_WORDS);
  return { kind: "text", text, extras: extrasOf("openai", unknown), cache: cacheHint(unknown) };
}

function imagePart(part: JsonObject): Block {
  const { image_url: image, file_id: id } = part;
  if (typeof image === "string") return media("image", { kind: "url", url: image }, null, besides(part, IMAGE_WORDS));
  if (typeof id === "string") return media("image", { kind: "file", id }, null, besides(part, IMAGE_WORDS));
  // Some clients send the image in chat's form.
  if (!isObject(image) || typeof image.url !== "string") return foreign(part);
  const { url, ...members } = image;
  const unknown = besides(part, IMAGE_WORDS);
  const hasMore = Object.keys(members).length > 0;
  return media(
    "image",
    { kind: "url", url: image.url },
    null,
    hasMore ? withMember(unknown, "image_url", members) : unknown,
  );
}

function filePart(part: JsonObject): Block {
  const { file_data: data, file_url: url, file_id: id, filename } = part;
  const source = typeof data === "string" ? data : url;
  const found: Media | null =
    typeof source === "string" ? { kind: "url", url: source } : typeof id === "string" ? { kind: "file", id } : null;
  if (found === null) return foreign(part);
  const known = new Set(["type", "detail", "file_data", "file_url"]);
  if (found.kind === "file" || id === null) known.add("file_id");
  if (typeof filename === "string" || filename === null) known.add("filename");
  return media("document", found, typeof filename === "string" ? filename : null, besides(part, known));
}

function besides(part: JsonObject, known: ReadonlySet<string>): Members | null {
  let unknown: Members | null = null;
  for (const member of Object.keys(part)) {
    if (!known.has(member)) unknown = withMember(unknown, member, part[member]);
  }
  return unknown;
}

function media(of: MediaBlock["of"], found: Media, name: string | null, unknown: Members | null): Block {
  return { kind: "media", of, media: found, name, extras: extrasOf("openai", unknown), cache: cacheHint(unknown) };
}
