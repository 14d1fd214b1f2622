import { expect, test } from "vitest";
import { queryUp } from "../../runtime/wire/query.ts";

test.each([
  [undefined, ""],
  ["/v1/chat/completions", ""],
  ["/v1/chat/completions?", ""],
  ["/v1/responses?api-version=preview&x=%2F", "?api-version=preview&x=%2F"],
  ["/v1/responses?key=secret&a=1&API_KEY=secret&access_token=secret&%6Bey=secret", "?a=1"],
  ["/v1/responses?monkey=1&a=b=c&%zz&flag", "?monkey=1&a=b=c&%zz&flag"],
])("%s: %j", (url, query) => {
  expect(queryUp(url)).toBe(query);
});
