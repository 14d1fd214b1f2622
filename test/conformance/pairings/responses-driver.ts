import type { ClientDriver } from "./client-driver.ts";
import { askResponses } from "./responses-client.ts";
import { responsesHelpers } from "./responses-helpers.ts";
import { responsesRequests } from "./responses-requests.ts";
import { mustEndWithResponsesError, responsesStream } from "./responses-stream.ts";
import { responsesTools } from "./responses-tools.ts";

export const responsesDriver: ClientDriver = {
  ask: askResponses,
  path: "/responses",
  hi: { input: "hi" },
  ids: /^resp_./,
  object: "response",
  fields: {
    limit: (tokens) => ({ max_output_tokens: tokens }),
    verbosity: (verbosity) => ({ text: { verbosity } }),
    effort: (effort) => ({ reasoning: { effort } }),
    format: (type) => ({ text: { format: { type } } }),
    noReasoning: { include: [] },
    developer: (text) => ({ role: "developer", content: [{ type: "input_text", text }] }),
  },
  inOrder: true,
  lost: {
    chat: [
      [
        "input[1] (telepathy)",
        {
          input: [
            { role: "user", content: "hi" },
            { type: "telepathy", thought: 1 },
          ],
        },
      ],
      ["truncation", { truncation: "auto" }],
      ["max_tool_calls", { max_tool_calls: 3 }],
      ["web_search", { tools: [{ type: "web_search" }] }],
      [
        "tools[1] (brand_new)",
        { tools: [{ type: "function", name: "f", parameters: null, strict: false }, { type: "brand_new" }] },
      ],
    ],
  },
  refused: {
    chat: [
      ["input[0]", { input: [{ type: "item_reference", id: "msg_1" }] }],
      ["background", { background: true }],
      ["conversation", { conversation: "conv_1" }],
      ["prompt", { prompt: { id: "pmpt_1" } }],
      ["tool_choice", { tools: [{ type: "web_search" }], tool_choice: { type: "web_search" } }],
    ],
  },
  requests: responsesRequests,
  tools: responsesTools,
  helpers: responsesHelpers,
  stream: responsesStream,
  mustEndWithError: mustEndWithResponsesError,
};
