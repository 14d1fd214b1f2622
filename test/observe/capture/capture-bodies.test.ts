import { describe, expect, it } from "vitest";
import { startCapture } from "../../support/capture.ts";
import { captureServer } from "../../support/capture-traffic.ts";
import { endWith, events, joined, KEY, leg, linesOf } from "../../support/captured-lines.ts";
import { send } from "../../support/client.ts";

describe("a body", () => {
  it.each([
    ['{ "a": 1,\r\n  "b": 12345678901234567890 }', '{ "a": 1,   "b": 12345678901234567890 }'],
    [`{"a":"${KEY}"}`, '{"a":"[redacted]"}'],
    ['{"a":"the\\u002dserver\\u0027s-own-key"}', '{"a":"[redacted]"}'],
    ['{"a":"\\u0073k-aaaaaaaaaaaaaaaaaaaa"}', '{"a":"[redacted]"}'],
    ['{"é":"😀"}', '{"é":"😀"}'],
    ["not json", '"not json"'],
    ['{"a":', '"{\\"a\\":"'],
    ["", "null"],
  ])("%s is shown as %s", async (body, shown) => {
    const { capture, text, clock } = startCapture({}, { secrets: [KEY] });
    const { url, over } = await captureServer(capture, endWith("ok"));
    await send(url, { body });
    await over.next();
    clock.advance(1000);
    await capture.close();
    expect(text().split("\n")[0]).toContain(`"payload":${shown},"metadata"`);
  });

  it("that redaction makes invalid JSON is shown as text", async () => {
    const { capture, lines } = startCapture({}, { secrets: ["123456"] });
    const { url, over } = await captureServer(capture, endWith("ok"));
    await send(url, { body: '{"a":123456}' });
    await over.next();
    await capture.close();
    expect(lines()[0]).toMatchObject({ payload: '{"a":[redacted]}' });
  });

  it("that is not UTF-8 is in Base64, without secrets", async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0x00]), Buffer.from(KEY), Buffer.from([0xfe])]);
    const [line] = await linesOf(endWith("ok"), bytes);
    expect(line).toMatchObject({ metadata: { encoding: "base64" } });
    expect(Buffer.from(String(line?.payload), "base64").toString("latin1")).toBe("\xff\0[redacted]\xfe");
  });

  it("that is compressed is not shown: secrets in it could not be found", async () => {
    const lines = await linesOf(({ context: { res } }) => {
      res.writeHead(200, ["content-type", "text/event-stream", "content-encoding", "gzip"]);
      res.end(Buffer.from([1, 2, 3]));
    });
    const answer = leg(lines, "turnout_to_client");
    expect(events(answer)).toEqual(["start", "end"]);
    expect(answer[0]?.metadata.omitted).toBe("content-encoding: gzip");
    expect(answer.map(({ payload }) => payload)).toEqual([null, null]);
    expect(answer[1]?.content_length).toBe(3);
  });

  it("that is large is shown in pieces, in both directions", async () => {
    const large = `{"a":"${"é".repeat(400_000)} ${KEY}"}`;
    const lines = await linesOf(({ context: { res }, body }) => res.end(body), large);
    for (const direction of ["client_to_turnout", "turnout_to_client"]) {
      const pieces = leg(lines, direction);
      expect(events(pieces).at(0)).toBe("start");
      expect(events(pieces).at(-1)).toBe("end");
      expect(pieces.length).toBeGreaterThan(4);
      expect(joined(pieces)).toBe(large.replace(KEY, "[redacted]"));
      expect(pieces.at(-1)?.content_length).toBe(Buffer.byteLength(large));
    }
  });
});
