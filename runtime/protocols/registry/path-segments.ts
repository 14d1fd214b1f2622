import type { EndpointName } from "../../contract/protocol.ts";

/** The first segment of the paths of each endpoint, behind `/v1`. */
export const PATH_SEGMENTS: Readonly<Record<EndpointName, string>> = {
  chat: "chat",
  responses: "responses",
  embeddings: "embeddings",
  completions: "completions",
  moderations: "moderations",
  images: "images",
  audio: "audio",
  realtime: "realtime",
};
