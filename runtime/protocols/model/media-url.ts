import type { Media } from "./block.ts";

/** The URL of media in OpenAI's protocols; null for an uploaded file. */
export function mediaUrl(media: Media): string | null {
  if (media.kind === "url") return media.url;
  return media.kind === "bytes" ? `data:${media.type};base64,${media.base64}` : null;
}
