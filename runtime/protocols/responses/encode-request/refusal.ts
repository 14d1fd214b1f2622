import { type GatewayError, gatewayError } from "../../../errors.ts";
import type { Ask } from "../../model/ask.ts";
import { membersOf } from "../../model/members.ts";

/** What /responses cannot do, if leaving it out would give the client something other than it asked for. */
export function refusalOfAsk({ answers, choice, words, extras }: Ask): GatewayError | null {
  if (answers > 1) {
    const name = words.answers;
    const message = `${name}: /responses, which this backend speaks, gives one answer a request; ${answers} were asked for.`;
    return gatewayError("unsupported_parameter", message, name);
  }
  const { modalities } = membersOf(extras, "openai");
  if (Array.isArray(modalities) && modalities.includes("audio")) {
    const message = "modalities: /responses, which this backend speaks, gives no audio.";
    return gatewayError("unsupported_parameter", message, "modalities");
  }
  if (choice?.kind === "foreign" && choice.family !== "openai") {
    const message = `${words.choice}: /responses, which this backend speaks, has no tool of this kind.`;
    return gatewayError("unsupported_parameter", message, words.choice);
  }
  return null;
}
