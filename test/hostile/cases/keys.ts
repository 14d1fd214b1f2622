import type { HostileCase } from "../case.ts";
import { CLIENT_KEY, type Stage } from "../stage.ts";

type Headers = Readonly<Record<string, string>>;

function asks(input: string, headers: Headers): HostileCase {
  return { input, play: ({ ask }) => ask({ headers }) };
}

/** What the upstream is sent of a header that a client sent. */
function seen(input: string, headers: Headers, name: string): HostileCase {
  return {
    input,
    async play({ ask, upstream }: Stage) {
      const result = await ask({ headers });
      const value = (await upstream.next()).headers[name];
      return value === undefined ? `${result}; it does not go up` : `${result}; it goes up`;
    },
  };
}

export const keys: readonly HostileCase[] = [
  asks("no key", { authorization: "" }),
  asks("a wrong key", { authorization: "Bearer wrong" }),
  asks("the beginning of a key", { authorization: `Bearer ${CLIENT_KEY.slice(0, -1)}` }),
  asks("a key and one more character", { authorization: `Bearer ${CLIENT_KEY}1` }),
  asks("a key of another scheme", { authorization: `Basic ${CLIENT_KEY}` }),
  asks("two keys in one header", { authorization: "", "x-api-key": `wrong, ${CLIENT_KEY}` }),
  asks("a key of 12 KB", { authorization: `Bearer ${"k".repeat(12_000)}` }),
  seen("a cookie", { cookie: "session=1" }, "cookie"),
  seen("`X-Forwarded-For`", { "x-forwarded-for": "192.0.2.1" }, "x-forwarded-for"),
  seen("`Proxy-Authorization`", { "proxy-authorization": "Basic eA==" }, "proxy-authorization"),
  seen("`X-Goog-Api-Key`", { "x-goog-api-key": "k" }, "x-goog-api-key"),
  seen("`Range`", { range: "bytes=0-1" }, "range"),
  {
    input: "`Connection: authorization`, to have the upstream's key left out",
    async play({ ask, upstream }) {
      const result = await ask({ headers: { connection: "authorization" } });
      const { authorization } = (await upstream.next()).headers;
      return `${result}; the upstream's key goes up${authorization === undefined ? " not" : ""}`;
    },
  },
  {
    input: "a key in the query",
    async play({ ask, artifact }) {
      const result = await ask({ path: "/v1/chat/completions?api_key=sk-in-the-query" });
      await artifact.logged(/"event":"request".*completions/);
      return `${result}; ${artifact.stderr().includes("sk-in-the-query") ? "it is" : "it is not"} in the log`;
    },
  },
];
