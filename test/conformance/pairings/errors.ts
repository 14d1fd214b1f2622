/** Failures reach the client as errors of its own protocol, and no broken answer looks complete. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { failed } from "../../support/sdk.ts";
import type { Scene } from "./pairing.ts";

const say = "Go on.";

export function errors(scene: Scene): void {
  test.each([
    ["bad-request", OpenAI.BadRequestError, 400, "bad_thing", "invalid_request_error", "model"],
    ["unauthorized", OpenAI.AuthenticationError, 401, "invalid_api_key", "invalid_request_error", null],
    ["missing", OpenAI.NotFoundError, 404, "model_not_found", "invalid_request_error", null],
    ["limited", OpenAI.RateLimitError, 429, "rate_limit_exceeded", "requests", null],
    ["broken", OpenAI.InternalServerError, 500, null, "server_error", null],
  ])("%s, before the answer", async (model, kind, status, code, type, param) => {
    const error = await failed<InstanceType<typeof OpenAI.APIError>>(scene.ask({ model, say }), kind);
    expect(error).toMatchObject({ status, code, type, param, message: `${status} upstream says ${status}` });
  });

  test("an unknown model", async () => {
    const error = await failed(scene.ask({ model: "gpt-nowhere", say }), OpenAI.NotFoundError);
    expect(error).toMatchObject({ code: "model_not_found" });
    expect(error.message).toContain("gpt-nowhere");
  });

  test("a parameter that the upstream rejects", async () => {
    const error = await failed(
      scene.ask({ model: "text", say, fields: { brand_new: { deep: [1, null] } } }),
      OpenAI.BadRequestError,
    );
    expect(error).toMatchObject({ code: "unknown_parameter", param: "brand_new" });
  });

  test("a value out of range", async () => {
    const error = await failed(scene.ask({ model: "text", say, fields: { temperature: 3 } }), OpenAI.BadRequestError);
    expect(error).toMatchObject({ code: "decimal_above_max_value", param: "temperature" });
  });

  test.each(["error-in-stream", "failed"])("%s", async (model) => {
    const error = await reason(scene.ask({ model, say }));
    expect(String((error as Error).message)).toContain("The server had an error");
    expect(error).toMatchObject({ code: "server_error" });
  });

  test.each(["cut", "half"])("%s: an answer that breaks off never looks complete", async (model) => {
    expect(await reason(scene.ask({ model, say }))).toBeInstanceOf(Error);
  });
}

/** What `call` fails with. */
async function reason(call: Promise<unknown>): Promise<unknown> {
  const [fate] = await Promise.allSettled([call]);
  if (fate.status === "fulfilled") throw new Error(`it went well: ${JSON.stringify(fate.value)}`);
  return fate.reason;
}
