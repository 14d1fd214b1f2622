import { expect, test } from "vitest";
import { placeOf } from "../../runtime/passthrough/place.ts";

test.each([
  ["/v1/files", "/files", "", false],
  ["/v1/files?limit=2&after=a%2Fb", "/files", "?limit=2&after=a%2Fb", false],
  ["/v1/fine_tuning/jobs/ft:1%20x/events", "/fine_tuning/jobs/ft:1%20x/events", "", false],
  ["/v1/images/generations", "/images/generations", "", true],
  ["/audio/speech", "/audio/speech", "", true],
  ["/v1/modelsx/y", "/modelsx/y", "", false],
])("%s is passed on", (url, path, query, byModel) => {
  expect(placeOf(url)).toEqual({ path, query, byModel });
});

test.each([
  "/v1/files/../admin",
  "/v1/files/..",
  "/v1/./files",
  "/v1/files//x",
  "/v1//files",
  "/v1/files/%2e%2e/admin",
  "/v1/files/%2E./admin",
  "/v1/files/%252e%252e/admin",
  "/v1/files/%25252e%25252e/admin",
  "/v1/files/a%2f..%2fb",
  "/v1/files/a%5c..%5cb",
  "/v1/files\\..\\admin",
  "/v1/files/%00",
  "/v1/files/%zz",
  "/v1/files/a%3fb",
  "/v1/files#x",
  "/v1/",
  "/v1",
  "/files",
  "/v2/files",
  "http://evil.example/v1/files",
  "//evil.example/v1/files",
  "/v1/responses/resp_1",
  "/v1/models/x",
  "/v1/chat/completions",
  "/v1/realtime",
  "/v1/Chat/Completions",
  "/v1/%43hat/completions",
  "/v1/%2563hat/completions",
  "/v1/Responses/resp_1",
  "/v1/%72esponses/resp_1",
  "/v1/Images/generations",
  "/v1/%69mages/generations",
  "/v1/files/..;/admin",
  "/v1/files/.;x=1/admin",
  "/v1/files/%2e%2e;/admin",
])("%s is not", (url) => {
  expect(placeOf(url)).toBeNull();
});
