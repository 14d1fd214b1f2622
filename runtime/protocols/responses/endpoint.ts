import type { Frontend } from "../endpoints/frontend.ts";
import { responsesStream } from "./stream/stream.ts";
import { translatedResponsesEndpoint } from "./translated-endpoint.ts";

/** https://platform.openai.com/docs/api-reference/responses/create */
export const responsesEndpoint: Frontend = { ...translatedResponsesEndpoint, stream: responsesStream };
