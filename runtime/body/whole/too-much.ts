import { type GatewayError, gatewayError } from "../../errors.ts";
import { BYTES_OF_A_VALUE, DEEPEST, type WholeLimits } from "./limits.ts";
import type { Survey } from "./survey.ts";

/** What is not read. */
export type Subject = "body" | "conversation";

/** The error for a text that is not read, in the words of its limit and of the setting. */
export function tooMuch(
  kind: Exclude<Survey["kind"], "fits">,
  { bytes, values }: WholeLimits,
  subject: Subject,
): GatewayError {
  return gatewayError(
    kind === "long" ? "body_too_large" : "body_too_complex",
    `${NEEDED[subject]} ${reasonFor()}${MORE[subject]}.`,
  );

  function reasonFor(): string {
    switch (kind) {
      case "long":
        return `is longer than the ${bytes} bytes, long texts not counted, that server.max_parsed_body_bytes allows`;
      case "crowded":
        return `has more than the ${values} keys and values, and one for each ${BYTES_OF_A_VALUE} bytes, that server.max_parsed_values allows`;
      case "deep":
        return `nests deeper than the ${DEEPEST} levels that this server takes`;
    }
  }
}

const MORE: Readonly<Record<Subject, string>> = {
  body: "",
  conversation: " to a conversation, which is twice the setting",
};
const NEEDED: Readonly<Record<Subject, string>> = {
  body: "This request can only be sent if its body is parsed, and the body",
  conversation: "The conversation that this request continues",
};
