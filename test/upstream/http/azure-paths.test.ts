import { expect, it } from "vitest";
import { azurePaths } from "../../../runtime/upstream/http/azure-paths.ts";

it.each([
  ["/chat/completions", "gpt-4o", "/deployments/gpt-4o/chat/completions?api-version=V"],
  ["/embeddings", "e", "/deployments/e/embeddings?api-version=V"],
  ["/audio/transcriptions", "whisper", "/deployments/whisper/audio/transcriptions?api-version=V"],
  ["/images/edits?a=b", "img", "/deployments/img/images/edits?a=b&api-version=V"],
  ["/chat/completions?api-version=2020&&x=1&API-Version=3", "m", "/deployments/m/chat/completions?x=1&api-version=V"],
  ["/chat/completions", "a/b?c#d e", "/deployments/a%2Fb%3Fc%23d%20e/chat/completions?api-version=V"],
  ["/chat/completions", "a\ud800", "/deployments/a%EF%BF%BD/chat/completions?api-version=V"],
  ["/responses", "gpt-4o", "/responses?api-version=V"],
  ["/responses/compact", "gpt-4o", "/responses/compact?api-version=V"],
  ["/responses/resp_1?include=x", "", "/responses/resp_1?include=x&api-version=V"],
  ["/files", "", "/files?api-version=V"],
  ["/fine_tuning/jobs?limit=2", "", "/fine_tuning/jobs?limit=2&api-version=V"],
  ["/images/generations", "", "/images/generations?api-version=V"],
  ["/realtime?model=rt&x=1", "rt", "/realtime?x=1&api-version=V&deployment=rt"],
  ["/realtime?intent=transcription", "", "/realtime?intent=transcription&api-version=V"],
])("%s of %j", (target, model, expected) => {
  expect(azurePaths("/openai", "V")(target, model)).toBe(`/openai${expected}`);
});

it("adds /openai to the path of a resource, once", () => {
  expect(azurePaths("", "V")("/files", "")).toBe("/openai/files?api-version=V");
  expect(azurePaths("/team/openai", "V")("/files", "")).toBe("/team/openai/files?api-version=V");
  expect(azurePaths("/team", "V")("/files", "")).toBe("/team/openai/files?api-version=V");
});
