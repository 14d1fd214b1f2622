import { expect, test } from "vitest";
import { encodeChatRequest } from "../../../runtime/protocols/chat/encode-request/encode-request.ts";
import { traitsOf } from "../../../runtime/protocols/chat/encode-request/traits.ts";
import { missedMembers } from "../../../runtime/protocols/model/missed-members.ts";
import { encodeResponsesRequest } from "../../../runtime/protocols/responses/encode-request/encode-request.ts";
import { openai } from "../../conformance/pairings/backends.ts";
import { targetOf } from "../../support/translation-target.ts";
import { askOf } from "../support/ask.ts";

const members = { stream: false, thinking: { budget: 5 }, none: null, empty: [], nothing: {}, blank: "", zero: 0 };
const extras = { family: "anthropic", members } as const;

test("members that ask for something are missed", () => {
  expect(missedMembers(extras)).toEqual(["thinking", "zero"]);
});

test("members of another family are left out with a warning", () => {
  const asked = askOf({ extras });
  for (const encoded of [
    encodeChatRequest(asked, "m", traitsOf(targetOf(openai))),
    encodeResponsesRequest(asked, "m"),
  ]) {
    if (encoded.kind === "refused") throw new Error(encoded.error.message);
    expect(encoded.fields).not.toHaveProperty("thinking");
    expect(encoded.warnings.map((warning) => warning.split(":")[0])).toEqual(["thinking", "zero"]);
  }
});
