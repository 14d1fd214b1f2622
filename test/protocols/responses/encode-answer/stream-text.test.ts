import { describe, expect, test } from "vitest";
import { outputEvents } from "../../support/encoded-response.ts";
import type { Passed } from "../../support/recording-sink.ts";

const text = (given: string, more: object = {}) => ({
  type: "output_text",
  text: given,
  annotations: [],
  logprobs: [],
  ...more,
});
const token = { token: "Hi", logprob: -1 };
const cited = { type: "url_citation", url: "u" };
const written = { ...cited, title: "", start_index: 0, end_index: 0 };
const logprob = { ...token, bytes: [], top_logprobs: [] };

describe("what belongs to a text", () => {
  const place = { item_id: "msg_1", output_index: 0, content_index: 0 };

  test("comes with it", () => {
    expect(
      outputEvents([
        ["text", "Hi", [token]],
        ["citations", [cited, { type: "page" }]],
        ["text", "", [token]],
      ]).slice(2, -1),
    ).toEqual([
      { type: "response.output_text.delta", ...place, delta: "Hi", logprobs: [logprob] },
      { type: "response.output_text.annotation.added", ...place, annotation_index: 0, annotation: written },
      { type: "response.output_text.annotation.added", ...place, annotation_index: 1, annotation: { type: "page" } },
      { type: "response.output_text.done", ...place, text: "Hi", logprobs: [logprob, logprob] },
      {
        type: "response.content_part.done",
        ...place,
        part: text("Hi", { annotations: [written, { type: "page" }], logprobs: [logprob, logprob] }),
      },
    ]);
  });

  test.each<[string, Passed]>([
    ["text", ["text", "a", [token]]],
    ["text as it came", ["textEscaped", "a"]],
  ])("waits for it if it comes first: %s", (_, piece) => {
    const logprobs = piece[0] === "text" ? [logprob, logprob] : [logprob];
    const events = outputEvents([["text", "", [token]], ["citations", [cited]], piece, ["text", "b", []]]);
    expect(events.slice(2, 5)).toEqual([
      { type: "response.output_text.delta", ...place, delta: "a", logprobs },
      { type: "response.output_text.annotation.added", ...place, annotation_index: 0, annotation: written },
      { type: "response.output_text.delta", ...place, delta: "b", logprobs: [] },
    ]);
  });

  test("is left out of a refusal", () => {
    const refused = [["refusal", "No."]] as const;
    expect(outputEvents([...refused, ["citations", [cited]], ["text", "", [token]]])).toEqual(outputEvents(refused));
  });
});
