import { askChat } from "./chat-client.ts";
import { chatHelpers } from "./chat-helpers.ts";
import { chatRequests } from "./chat-requests.ts";
import { chatStream, mustEndWithChatError } from "./chat-stream.ts";
import type { ClientDriver } from "./client-driver.ts";

export const chatDriver: ClientDriver = {
  ask: askChat,
  path: "/chat/completions",
  hi: { messages: [{ role: "user", content: "hi" }] },
  ids: /^chatcmpl-./,
  object: "chat.completion",
  fields: {
    limit: (tokens) => ({ max_completion_tokens: tokens }),
    verbosity: (verbosity) => ({ verbosity }),
    effort: (effort) => ({ reasoning_effort: effort }),
    format: (type) => ({ response_format: { type } }),
    noReasoning: {},
    developer: (text) => ({ role: "developer", content: [{ type: "text", text }] }),
  },
  inOrder: false,
  lost: {
    responses: [
      ["stop", { stop: ["\n"] }],
      ["seed", { seed: 1 }],
      ["frequency_penalty", { frequency_penalty: 0.5 }],
      ["presence_penalty", { presence_penalty: 0.5 }],
      ["logit_bias", { logit_bias: { "50256": -100 } }],
    ],
  },
  refused: {
    responses: [
      ["n", { n: 2 }],
      ["modalities", { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } }],
    ],
  },
  requests: chatRequests,
  tools: () => {},
  helpers: chatHelpers,
  stream: chatStream,
  mustEndWithError: mustEndWithChatError,
};
