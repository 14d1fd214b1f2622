import type { HostileCase } from "../case.ts";
import { GOOD } from "../stage.ts";

function model(input: string, name: string): HostileCase {
  return {
    input,
    async play({ ask, forwarded }) {
      const result = await ask({ body: JSON.stringify({ ...GOOD, model: name }) });
      return forwarded() > 1 ? `${result} after ${forwarded()} requests upstream` : result;
    },
  };
}

export const models: readonly HostileCase[] = [
  model("an empty model", ""),
  model("a name of 1,025 characters", "m".repeat(1_025)),
  model("a line break in the name", "up:m\r\nx-evil: 1"),
  model("a URL as backend", "http://192.0.2.1/v1:m"),
  model("`__proto__` as backend", "__proto__:m"),
  model("`constructor`", "constructor"),
  model("a key that the backend does not have", "up.7:m"),
  model("an open bracket", "[weight=1"),
  model("a weight of −1", "[weight=-1]up:m^up:n"),
  model("operators that do not mix", "up:a|up:b^up:c"),
  model("a race, which this config has no code for", "up:a!up:b"),
  model("`temperature=99`", "up:m?temperature=99"),
  model("a parameter that there is not", "up:m?api_key=sk-1"),
  model("a percent escape that is none", "up:m?service_tier=%zz"),
  {
    input: "a hundred and fifty targets that all fail",
    async play({ ask, upstream, forwarded }) {
      upstream.once("/", ...Array.from({ length: 200 }, () => failing));
      const result = await ask({
        body: JSON.stringify({ ...GOOD, model: Array.from({ length: 150 }, (_, n) => `up:${n}`).join("|") }),
      });
      upstream.reset();
      return `${result} after ${forwarded()} requests upstream`;
    },
  },
];

function failing(_: unknown, response: { statusCode: number; end(text: string): void }): void {
  response.statusCode = 503;
  response.end('{"error":{"message":"no","code":"overloaded"}}');
}
