import { fieldOf } from "../body/field-of.ts";
import { chatMending } from "../protocols/chat/mend/chat-mender.ts";
import { checkStreams, type MendStream } from "./check-streams.ts";

/** Repairs streams of chat and of text completions, and checks all others. */
export const mendStreams: MendStream = (input) => {
  const { protocol, body, usage, newId } = input;
  if (protocol !== chatMending.protocol) return checkStreams(input);
  return chatMending.open({ field: (name) => fieldOf(body, name), usage, newId });
};
