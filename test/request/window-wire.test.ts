/** A request that is too long for an upstream is sent only to targets with a larger window. */
import { describe, expect, test } from "vitest";
import { event, refusal, sse } from "../support/answers.ts";
import { errorOf } from "../support/client.ts";
import { opening, says } from "../support/completions.ts";
import { backend, gateway, messages } from "../support/gateway.ts";

const it = gateway(
  (url) => `
backends:
${backend("small", url, "context_windows: { m: 1000 }", ["KEY_1", "KEY_2"])}
${backend("same", url, "context_windows: { m: 1000 }")}
${backend("large", url, "context_windows: { m: 100000 }")}
${backend("unknown", url)}
failure_handling: { retries: 1 }
`,
);

const TOO_LONG = refusal(400, "context_length_exceeded");
const names = (from: number) => it.upstream.received.slice(from).map(({ url }) => url.split("/")[1]);

describe("after context_length_exceeded", () => {
  test.each([
    ["the larger window", "small:m|same:m|large:m", ["small", "large"], "large:m"],
    ["a window that nobody knows", "small:m|same:m|unknown:m", ["small", "unknown"], "unknown:m"],
    ["anything else, where its own window is unknown", "unknown:m|same:m", ["unknown", "same"], "same:m"],
    ["another model of the same backend", "small:m|small:big", ["small", "small"], "small.1:big"],
  ])("%s is tried: %s", async (_, model, asked, route) => {
    const before = it.upstream.received.length;
    for (const name of ["same", "large"]) it.upstream.always(`/${name}/`, says("ok"));
    it.upstream.always("/unknown/", says("ok"));
    it.upstream.once(`/${asked[0]}/`, TOO_LONG, says("ok"));
    const answer = await it.ask(model);
    expect(answer.status, answer.text).toBe(200);
    expect(String(answer.headers["x-turnout-route"]).replace(".2:", ".1:")).toBe(route);
    expect(names(before)).toEqual(asked);
  });

  test("also as an event of the stream", async () => {
    const error = { message: "too long", type: "invalid_request_error", code: "context_length_exceeded" };
    const before = it.upstream.received.length;
    it.upstream.always("/large/", says("from the large"));
    it.upstream.once("/small/", sse([opening, event({ error })]));
    const answer = await it.ask("small:m|same:m|large:m", { stream: true });
    expect(answer.text).toContain("from the large");
    expect(names(before)).toEqual(["small", "large"]);
  });

  test("without a larger window: shown unchanged, and no other key was tried", async () => {
    const before = it.upstream.received.length;
    it.upstream.once("/small/", TOO_LONG);
    const answer = await it.ask("small:m|same:m");
    expect([answer.status, errorOf(answer).code, errorOf(answer).message]).toEqual([
      400,
      "context_length_exceeded",
      "upstream says 400",
    ]);
    expect(names(before)).toEqual(["small"]);
  });
});

describe("known in advance", () => {
  test("what is too long for a window is not sent there", async () => {
    const before = it.upstream.received.length;
    it.upstream.always("/large/", says("ok"));
    const answer = await it.ask("small:m|same:m|large:m", { request_context_tokens: 5000 });
    expect(answer.headers["x-turnout-route"]).toBe("large:m");
    expect(names(before)).toEqual(["large"]);
    expect((await it.asked("large")).large.fields).toEqual({ model: "m", messages });
  });

  test("what is too long for all is rejected at once", async () => {
    const before = it.upstream.begun();
    const answer = await it.ask("small:m|[max_context=4000]unknown:m", { request_context_tokens: 5000 });
    expect([answer.status, errorOf(answer).code]).toEqual([400, "context_length_exceeded"]);
    expect(errorOf(answer).message).toContain("4000");
    expect(it.upstream.begun()).toBe(before);
  });
});
