import { describe, expect, test } from "vitest";
import { wholeOf } from "../../support/encoded-response.ts";

describe("what is repeated of the request", () => {
  const echoed = (fields: object) => {
    const {
      id: _,
      created_at: __,
      output: ___,
      ...rest
    } = wholeOf([["finish", "stop", null, null]], { fields: { ...fields } }) ?? {};
    return rest;
  };
  const state = {
    object: "response",
    model: "m",
    status: "completed",
    error: null,
    incomplete_details: null,
    service_tier: null,
  };

  test("has the API's defaults", () => {
    expect(echoed({})).toEqual({
      ...state,
      background: false,
      instructions: null,
      max_output_tokens: null,
      max_tool_calls: null,
      metadata: {},
      parallel_tool_calls: true,
      previous_response_id: null,
      prompt_cache_key: null,
      reasoning: { effort: null, summary: null },
      safety_identifier: null,
      store: true,
      temperature: 1,
      text: { format: { type: "text" } },
      tool_choice: "auto",
      tools: [],
      top_logprobs: 0,
      top_p: 1,
      truncation: "disabled",
    });
  });

  test("is what the client sent", () => {
    const fields = {
      instructions: "Be brief.",
      max_output_tokens: 9,
      max_tool_calls: 3,
      metadata: { a: "b" },
      parallel_tool_calls: false,
      previous_response_id: "resp_9",
      prompt_cache_key: "k",
      safety_identifier: "s",
      store: false,
      temperature: 0,
      tool_choice: "none",
      tools: [{ type: "web_search" }],
      top_logprobs: 3,
      top_p: 0.5,
      truncation: "auto",
      user: "u",
    };
    const own = {
      reasoning: { effort: "low", context: "all" },
      text: { verbosity: "low", format: { type: "json_object" } },
    };
    expect(echoed({ ...fields, ...own, x: 1, background: true })).toEqual({
      ...state,
      ...fields,
      background: false,
      reasoning: { effort: "low", summary: null, context: "all" },
      text: { verbosity: "low", format: { type: "json_object" } },
    });
    expect(echoed({ metadata: "odd", text: "odd", reasoning: "odd", tools: "odd" })).toEqual(echoed({}));
  });
});
