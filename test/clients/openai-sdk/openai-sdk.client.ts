import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { person, refused, said, script, streamError } from "../../support/openai-upstream/scenarios.ts";
import type { Received } from "../../support/upstream.ts";
import { type Outcome, reportOf } from "../support/report.ts";
import { BACKENDS, startTurnout, TURNOUT_KEY, type Turnout } from "../support/turnout.ts";
import { SDKS } from "./sdks.ts";

interface Report {
  readonly node: string;
  readonly version: string;
  readonly results: Readonly<Record<string, Outcome>>;
}

const ANSWERED = "call_b1: sunny in Oslo";

let turnout: Turnout;
beforeAll(async () => {
  turnout = await startTurnout();
});
afterAll(() => turnout.stop());

describe.each(SDKS)("$name", ({ name, node, versions }) => {
  describe.each(BACKENDS)("through the backend %s", (backend) => {
    let report: Report;
    let asked: readonly Received[];
    beforeAll(async () => {
      const before = turnout.provider.received.length;
      report = await reportOf(new URL("script.mjs", import.meta.url), [name, backend], {
        node,
        env: { OPENAI_BASE_URL: turnout.baseUrl, OPENAI_API_KEY: TURNOUT_KEY },
      });
      asked = turnout.provider.received.slice(before);
    });

    test("has the expected version", () => {
      expect(report.version).toMatch(versions[0]);
      expect(report.node).toMatch(versions[1]);
    });

    test("chat completions: whole and streamed", () => {
      const whole = {
        text: said,
        finish: "stop",
        usage: { prompt_tokens: 25, completion_tokens: 12, total_tokens: 37 },
      };
      expect(report.results.chat).toMatchObject({ ...whole, model: "text" });
      expect(report.results.chatStream).toMatchObject(whole);
      expect(report.results.chatStream?.deltas).toBeGreaterThan(3);
    });

    test("chat completions: its tool loop, its parsing, reasoning, a refusal", () => {
      expect(report.results.chatTools).toEqual({ text: ANSWERED, streamed: ANSWERED });
      expect(report.results.chatParse).toEqual(person);
      expect(report.results.chatReasoning).toEqual({ text: said });
      expect(report.results.refused).toEqual({ refusal: refused });
    });

    test("Responses: whole and streamed", () => {
      const whole = {
        text: said,
        status: "completed",
        usage: { input_tokens: 25, output_tokens: 12, total_tokens: 37 },
      };
      expect(report.results.responses).toMatchObject({ ...whole, model: "text" });
      expect(report.results.responsesStream).toMatchObject({
        ...whole,
        types: [
          "response.created",
          "response.in_progress",
          "response.output_item.added",
          "response.content_part.added",
          "response.output_text.delta",
          "response.output_text.done",
          "response.content_part.done",
          "response.output_item.done",
          "response.completed",
        ],
      });
    });

    test("Responses: tools, custom tools, its parsing", () => {
      expect(report.results.responsesTools).toEqual({ calls: 1, text: ANSWERED });
      expect(report.results.responsesCustomTool).toEqual({ name: "run", input: script, text: "call_d1: hi" });
      expect(report.results.responsesParse).toEqual(person);
    });

    test("Responses: a conversation continues from the previous response", () => {
      expect(report.results.continued).toEqual({ text: said, previous: true });
      const second = asked.find(({ body }) => body.includes("And again"));
      // A backend that stores responses gets the id; all others get the conversation.
      if (backend === "responses") expect(second?.fields.previous_response_id).toMatch(/^resp_/);
      else
        expect(JSON.stringify(second?.fields.messages ?? second?.fields.input)).toContain(
          JSON.stringify(said).slice(1, -1),
        );
    });

    test("Responses: a response can be retrieved until it is deleted", () => {
      // A backend with Responses stores its own and is asked for them; the one here stores none.
      const had = asked.filter(({ method }) => method === "GET").map(({ url }) => url);
      if (backend === "responses") expect(had).toEqual([expect.stringMatching(/^\/v1\/responses\/resp_\w+$/)]);
      else expect(report.results.kept).toEqual({ text: said, items: ["user"], gone: 404 });
    });

    test("errors are the SDK's own classes", () => {
      expect(report.results.failedChat?.error).toMatchObject({ class: "RateLimitError", status: 429 });
      expect(report.results.failedResponses?.error).toMatchObject({ class: "BadRequestError", status: 400 });
    });

    test("a stream that broke off is not taken as complete", () => {
      expect(report.results.cutChat).toHaveProperty("error.message");
      expect(report.results.cutResponses).toHaveProperty("error.message");
    });

    test("an error in a stream is shown, though the connection breaks off behind it", () => {
      // If the error comes in the same read as the first text, it is an answer with the status 500.
      expect(report.results.errorInChat).toHaveProperty("error.message", expect.stringContaining(streamError.message));
      expect(report.results.errorInResponses).toHaveProperty(
        "error.message",
        expect.stringContaining(streamError.message),
      );
    });

    test("models are listed", () => {
      expect(report.results.models).toEqual({ ids: expect.arrayContaining(["text", "chat:text"]) });
    });
  });
});
