/** What the helpers of the `openai` package are to parse. */
import type { person } from "../../support/openai-upstream/scenarios.ts";

const schema = {
  type: "object",
  properties: {
    name: { type: "string" },
    born: { type: "integer" },
    tags: { type: "array", items: { type: "string" } },
  },
  required: ["name", "born", "tags"],
  additionalProperties: false,
};
export const parse = (text: string): typeof person => JSON.parse(text);
export const named = { name: "answer", strict: true, schema };
