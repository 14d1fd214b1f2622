/** The API's protocols for generating text: `chat` is `/chat/completions`, `responses` is `/responses`. */
export type Protocol = "chat" | "responses";

/** What `endpoints` in the config may contain: the API's endpoints whose requests are routed. */
export type EndpointName = Protocol | "embeddings" | "completions" | "moderations" | "images" | "audio" | "realtime";
