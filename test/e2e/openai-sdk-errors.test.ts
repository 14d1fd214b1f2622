import OpenAI from "openai";
import { describe, expect, test } from "vitest";
import { cut, event, hang, json, raw, sse, stall } from "../support/answers.ts";
import { opening, says, word } from "../support/completions.ts";
import { ask, failed, sdk } from "../support/sdk.ts";
import type { Answer } from "../support/upstream.ts";

const live = sdk();

describe("errors", () => {
  test("a wrong client key: AuthenticationError, and no upstream request", async () => {
    const before = live.upstream.begun();
    const stranger = live.client.withOptions({ apiKey: "proxy-kex" });
    const failure = await failed(stranger.chat.completions.create(ask), OpenAI.AuthenticationError);
    expect(failure.code).toBe("invalid_api_key");
    expect(failure.message).not.toContain("proxy-kex");
    await failed(stranger.chat.completions.create({ ...ask, stream: true }), OpenAI.AuthenticationError);
    await failed(stranger.models.list(), OpenAI.AuthenticationError);
    expect(live.upstream.begun()).toBe(before);
  });

  test.each([
    [400, OpenAI.BadRequestError],
    [401, OpenAI.AuthenticationError],
    [403, OpenAI.PermissionDeniedError],
    [404, OpenAI.NotFoundError],
    [409, OpenAI.ConflictError],
    [422, OpenAI.UnprocessableEntityError],
    [429, OpenAI.RateLimitError],
    [500, OpenAI.InternalServerError],
    [503, OpenAI.InternalServerError],
  ])("the upstream's %i is the SDK's own class, with the upstream's words", async (status, kind) => {
    const error = { message: `no luck: ${status}`, type: "test_error", param: "messages", code: "special_code" };
    for (const stream of [false, true]) {
      live.upstream.once("/v1/chat/completions", json({ error }, status));
      const failure = await failed(live.client.chat.completions.create({ ...ask, stream }), kind);
      expect(failure).toMatchObject({ status, error, code: "special_code", param: "messages", type: "test_error" });
      expect((failure as InstanceType<typeof OpenAI.APIError>).requestID).toMatch(/\S/);
    }
  });

  test("a key that a backend does not have: NotFoundError with similar names", async () => {
    const before = live.upstream.begun();
    const failure = await failed(
      live.client.chat.completions.create({ ...ask, model: "openai.9:gpt-4o" }),
      OpenAI.NotFoundError,
    );
    expect(failure).toMatchObject({ code: "model_not_found", param: "model", type: "invalid_request_error" });
    expect(failure.message).toContain("openai");
    expect(live.upstream.begun()).toBe(before);
  });

  test("an invalid model string: BadRequestError", async () => {
    const before = live.upstream.begun();
    const failure = await failed(
      live.client.chat.completions.create({ ...ask, model: "openai:" }),
      OpenAI.BadRequestError,
    );
    expect(failure.param).toBe("model");
    expect(live.upstream.begun()).toBe(before);
  });

  test("an upstream that disconnects before it answers: InternalServerError", async () => {
    // A reused connection that closes is tried again once over a new one.
    const leaves: Answer = (_, response) => void response.destroy();
    live.upstream.once("/v1/chat/completions", leaves, leaves);
    const failure = await failed(live.client.chat.completions.create(ask), OpenAI.InternalServerError);
    expect(failure.status).toBe(502);
    expect(failure.type).toBe("upstream_error");
  });

  test("an upstream that is silent: the SDK's own timeout, and the upstream is released", async () => {
    live.upstream.once("/v1/chat/completions", stall);
    const call = live.client.chat.completions.create(ask, { timeout: 300 });
    await failed(call, OpenAI.APIConnectionTimeoutError);
    expect(await (await live.upstream.next()).over).toBe("cancelled");
  });
});

describe("an incomplete stream", () => {
  const cuts = {
    "cut after some words": sse([opening, word("Hel"), cut]),
    "cut in the middle of an event": sse([opening, raw('data: {"choi'), cut]),
    "ended without a finish_reason and [DONE]": sse([opening, word("Hel")]),
  };
  for (const [how, answer] of Object.entries(cuts)) {
    test(`${how}: iterating throws`, async () => {
      live.upstream.once("/v1/chat/completions", answer);
      const words: string[] = [];
      const read = async () => {
        for await (const part of await live.client.chat.completions.create({ ...ask, stream: true }))
          words.push(part.choices[0]?.delta.content ?? "");
      };
      await expect(read()).rejects.toThrow(OpenAI.APIError);
    });

    test(`${how}: the stream helper throws`, async () => {
      live.upstream.once("/v1/chat/completions", answer);
      await expect(live.client.chat.completions.stream(ask).finalContent()).rejects.toThrow(OpenAI.OpenAIError);
    });
  }

  test("an upstream's error event reaches the client unchanged", async () => {
    const error = { message: "overloaded in the middle", type: "server_error", param: null, code: "overloaded" };
    live.upstream.once("/v1/chat/completions", sse([opening, word("Hel"), event({ error })]));
    await expect(live.client.chat.completions.stream(ask).finalContent()).rejects.toThrow("overloaded in the middle");
  });
});

describe("abort", () => {
  test("in the middle of a stream: the upstream notices at once", async () => {
    live.upstream.once("/v1/chat/completions", sse([opening, word("Hel"), hang]));
    const stream = await live.client.chat.completions.create({ ...ask, stream: true });
    for await (const part of stream) if (part.choices[0]?.delta.content === "Hel") break;
    expect(await (await live.upstream.next()).over).toBe("cancelled");
  });

  test("before the answer has started", async () => {
    live.upstream.once("/v1/chat/completions", stall);
    const controller = new AbortController();
    const call = live.client.chat.completions.create(ask, { signal: controller.signal });
    const outcome = failed(call, OpenAI.APIUserAbortError);
    const received = await live.upstream.next();
    controller.abort();
    await outcome;
    expect(await received.over).toBe("cancelled");
  });

  test("the next request succeeds", async () => {
    live.upstream.always("/v1/chat/completions", says("Still here."));
    const answer = await live.client.chat.completions.create(ask);
    expect(answer.choices[0]?.message.content).toBe("Still here.");
  });
});
