import type { Block, MediaBlock } from "../../model/block.ts";
import type { Extras } from "../../model/extras.ts";
import { mediaUrl } from "../../model/media-url.ts";
import { type Members, membersOf } from "../../model/members.ts";
import type { Content } from "../../model/turn.ts";
import { audioPart } from "../../openai/audio-block.ts";

/** Input content: of a user's message or a tool's output. */
export function inputContent(content: Content): unknown {
  return typeof content === "string" ? content : content.map(inputPart);
}

export function inputPart(block: Block): unknown {
  if (block.kind === "text") return textPart("input_text", block.text, block.extras);
  return otherPart(block);
}

/** A part of an assistant's message. */
export function outputPart(block: Block): unknown {
  if (block.kind !== "text") return otherPart(block);
  const { text, extras } = block;
  return extras === null
    ? { type: "output_text", text, annotations: [] }
    : { annotations: [], ...textPart("output_text", text, extras) };
}

function textPart(type: string, text: string, extras: Extras | null): Members {
  return extras === null ? { type, text } : { ...membersOf(extras, "openai"), type, text };
}

function otherPart(block: Exclude<Block, { readonly kind: "text" }>): unknown {
  switch (block.kind) {
    case "media":
      return mediaPart(block);
    case "refusal":
      return { type: "refusal", refusal: block.text };
    case "foreign":
      return block.value;
    // These are items of their own and never parts.
    default:
      return { type: "input_text", text: "" };
  }
}

function mediaPart({ of, media, name, extras }: MediaBlock): unknown {
  const members = membersOf(extras, "openai");
  if (of === "image") {
    const place = media.kind === "file" ? { file_id: media.id } : { image_url: mediaUrl(media) };
    return { detail: "auto", ...members, type: "input_image", ...place };
  }
  if (of === "audio" && media.kind === "bytes") return audioPart(media.type, media.base64);
  const made: Members = { ...members, type: "input_file" };
  if (media.kind === "file") made.file_id = media.id;
  else if (media.kind === "url" && /^https?:/.test(media.url)) made.file_url = media.url;
  else made.file_data = mediaUrl(media);
  if (name !== null) made.filename = name;
  return made;
}
