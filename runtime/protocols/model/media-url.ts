import type { Media } from "./block.ts";

/** Where protocols of the OpenAI kind find it; null for a file that was uploaded. */
export function mediaUrl(media: Media): string | null {
  if (media.kind === "url") return media.url;
  return media.kind === "bytes" ? `data:${media.type};base64,${media.base64}` : null;
}
