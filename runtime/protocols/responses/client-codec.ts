import type { ClientCodec } from "../codec.ts";
import { createResponsesClient } from "./create-client.ts";
import { sealedText, unsealedText } from "./issuer/mark.ts";
import { openOwnCall } from "./own-tools/own-call.ts";
import { offersOwn, ownTool } from "./own-tools/own-tools.ts";
import { remoteCall } from "./own-tools/remote-call.ts";

/** For clients of https://platform.openai.com/docs/api-reference/responses */
export const responsesClient: ClientCodec = createResponsesClient({
  seal: sealedText,
  unseal: unsealedText,
  ownTool,
  offersOwn,
  openOwnCall,
  remoteCall,
});
