import type { ClientCodec } from "../codec.ts";
import { createResponsesClient } from "./create-client.ts";

/** For artifacts in which every answer that is translated comes from a mock. */
export const plainResponsesClient: ClientCodec = createResponsesClient(null);
