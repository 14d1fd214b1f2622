import { isObject } from "../../json/json-object.ts";
import { objectIn } from "../../json/read.ts";
import type { Block, MediaBlock, TextBlock } from "../../model/block.ts";
import { mediaUrl } from "../../model/media-url.ts";
import { type Members, membersOf, setMember } from "../../model/members.ts";
import type { Content } from "../../model/turn.ts";
import { audioPart } from "../../openai/audio-block.ts";

/** A user's content in chat's form: plain text if possible, otherwise parts. */
export function userContent(blocks: readonly Block[]): string | readonly unknown[] {
  const [only] = blocks;
  if (blocks.length === 1 && only?.kind === "text" && only.extras === null) return only.text;
  return blocks.map(chatPart);
}

/** Only the texts: instructions are text, and many servers accept them only as one string. */
export function plainText(content: Content, between: string): string {
  if (typeof content === "string") return content;
  const texts: string[] = [];
  for (const block of content) {
    const text = textOfBlock(block);
    if (text !== null) texts.push(text);
  }
  return texts.join(between);
}

/** null if the block is not text. */
export function textOfBlock(block: Block): string | null {
  if (block.kind === "text") return block.text;
  if (block.kind !== "foreign" || !isObject(block.value)) return null;
  return typeof block.value.text === "string" ? block.value.text : null;
}

/** An unknown part is passed on as it came: the server may know it. */
export function chatPart(block: Block): unknown {
  switch (block.kind) {
    case "text":
      return textPart(block);
    case "media":
      return mediaPart(block);
    case "refusal":
      return { type: "text", text: block.text };
    case "foreign":
      return block.value;
    // These are messages, or members of one, but never parts.
    default:
      return { type: "text", text: "" };
  }
}

function textPart({ text, extras }: TextBlock): unknown {
  return extras === null ? { type: "text", text } : { type: "text", text, ...membersOf(extras, "openai") };
}

/** Chat refers to uploaded files by id, but to images only by URL. */
function mediaPart(block: MediaBlock): unknown {
  const { of, media } = block;
  if (media.kind === "file") return filePart(block, { file_id: media.id });
  if (of === "image") return imagePart(block, mediaUrl(media));
  if (of !== "audio" || media.kind !== "bytes") return filePart(block, { file_data: mediaUrl(media) });
  return audioPart(media.type, media.base64);
}

function imagePart({ extras }: MediaBlock, url: string | null): unknown {
  if (extras === null) return { type: "image_url", image_url: { url } };
  const { detail, image_url: beside, ...rest } = membersOf(extras, "openai");
  const image: Members = { ...objectIn(beside), url };
  // Chat does not know `original`; `high` is its maximum.
  if (detail !== undefined && detail !== null) image.detail = detail === "original" ? "high" : detail;
  return { type: "image_url", image_url: image, ...rest };
}

/** Chat has no member for a file's URL; servers that fetch files accept the URL as the data. */
function filePart({ of, name, extras }: MediaBlock, source: Members): unknown {
  const file: Members = name === null ? source : { filename: name, ...source };
  const made: Members = { type: "file", file };
  const members = membersOf(extras, "openai");
  for (const member of Object.keys(members)) {
    if (of === "image" && member === "detail") continue;
    setMember(OF_FILE.has(member) ? file : made, member, members[member]);
  }
  return made;
}

const OF_FILE: ReadonlySet<string> = new Set(["file_id", "file_data", "filename"]);
