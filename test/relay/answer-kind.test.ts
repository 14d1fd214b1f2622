import { expect, test } from "vitest";
import { answerKind } from "../../runtime/relay/answer-kind.ts";

const EVENTS = "text/event-stream; charset=utf-8";
const JSON_TYPE = "application/json";

test.each([
  [200, EVENTS, false, false, "events"],
  [200, EVENTS, false, true, "events"],
  [200, EVENTS, true, false, "raw"],
  [200, EVENTS, true, true, "unusable"],
  [201, JSON_TYPE, false, false, "whole"],
  [204, "", false, false, "whole"],
  [200, JSON_TYPE, false, true, "whole"],
  [200, JSON_TYPE, true, false, "raw"],
  [299, JSON_TYPE, true, true, "unusable"],
  [300, JSON_TYPE, false, false, "unusable"],
  [302, EVENTS, false, false, "unusable"],
  [399, "", true, true, "unusable"],
  [400, JSON_TYPE, false, false, "whole"],
  [429, JSON_TYPE, true, false, "whole"],
  [500, EVENTS, false, false, "whole"],
  [503, JSON_TYPE, false, true, "whole"],
] as const)("%d %j, encoded: %s, only events fit: %s: %s", (status, contentType, encoded, onlyEventsFit, kind) => {
  expect(answerKind({ status, contentType, encoded, onlyEventsFit })).toBe(kind);
});
