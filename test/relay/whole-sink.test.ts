import { describe, expect, test } from "vitest";
import { WholeSink } from "../../runtime/relay/whole-sink.ts";

/** A sink that holds up to eight bytes; `takes` is what the one that takes over says. */
function holding(takes = true) {
  const seen: string[] = [];
  const sink = new WholeSink({
    limit: 8,
    whole: (body) => void seen.push(`whole ${body}`),
    tooLarge(body) {
      seen.push(`too large ${body}`);
      return takes;
    },
    startOf: null,
    events: () => false,
  });
  const write = (text: string) => sink.write(Buffer.from(text));
  return { sink, seen, write };
}

describe("an answer that is held", () => {
  test("is passed on at its end, in one piece", () => {
    const { sink, seen, write } = holding();
    expect([write("1234"), write("5678"), seen]).toEqual([true, true, []]);
    expect([sink.end(), seen, sink.hasSent]).toEqual([null, ["whole 12345678"], false]);
  });

  test.each([true, false])("is handed over once it is too large, and may then wait for its client: %s", (takes) => {
    const { seen, write } = holding(takes);
    write("12345678");
    expect(write("9")).toBe(takes);
    expect(seen).toEqual(["too large 123456789"]);
  });

  test("is known so far", () => {
    const { sink, write } = holding();
    write("1234");
    write("56");
    expect(sink.tail().toString()).toBe("123456");
  });

  test.each([
    ["dropped", (sink: WholeSink) => sink.drop()],
    ["broken off", (sink: WholeSink) => sink.fail()],
  ])("is forgotten when it is %s", (_, end) => {
    const { sink, seen, write } = holding();
    write("1234");
    end(sink);
    expect([sink.tail().toString(), seen]).toEqual(["", []]);
  });
});
