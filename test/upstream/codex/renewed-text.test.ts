import { expect, test } from "vitest";
import { renewedText } from "../../../runtime/upstream/codex/login/renewed-text.ts";

const AT = Date.UTC(2026, 5, 1);
const DATE = "2026-06-01T00:00:00.000Z";
const fresh = { accessToken: "new", refreshToken: null, idToken: null };

test.each<[what: string, text: string, renewed: string]>([
  ["one line stays one", '{"tokens":{}}', `{"tokens":{"access_token":"new"},"last_refresh":"${DATE}"}`],
  [
    "so does its end",
    '{"tokens":{}}\n',
    `{\n  "tokens": {\n    "access_token": "new"\n  },\n  "last_refresh": "${DATE}"\n}\n`,
  ],
  [
    "a tab stays a tab",
    '{\n\t"tokens": {}\n}',
    `{\n\t"tokens": {\n\t\t"access_token": "new"\n\t},\n\t"last_refresh": "${DATE}"\n}`,
  ],
  [
    "of lines without an indent that shows, two spaces",
    '{"tokens":\n{}}',
    `{\n  "tokens": {\n    "access_token": "new"\n  },\n  "last_refresh": "${DATE}"\n}`,
  ],
  [
    "of no text a file with two spaces",
    "",
    `{\n  "tokens": {\n    "access_token": "new"\n  },\n  "last_refresh": "${DATE}"\n}`,
  ],
  ["what are no tokens is left out", '{"tokens":"old"}', `{"tokens":{"access_token":"new"},"last_refresh":"${DATE}"}`],
  ["a byte order mark goes", '\uFEFF{"a":1}', `{"a":1,"tokens":{"access_token":"new"},"last_refresh":"${DATE}"}`],
])("%s", (_, text, renewed) => {
  expect(renewedText(text, fresh, AT)).toBe(renewed);
});
