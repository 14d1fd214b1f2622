import { headerFields } from "../body/header-fields.ts";
import { createCors } from "../clients/cors.ts";
import type { Settings } from "../contract/settings.ts";
import { createConversation } from "../conversation/create-conversation.ts";
import { keepers } from "../conversation/keepers.ts";
import { anyErrors } from "../failure/error-reader.ts";
import { openCapture } from "../observe/capture/open-capture.ts";
import { createPassthrough } from "../passthrough/create-passthrough.ts";
import { realtime } from "../passthrough/realtime/realtime.ts";
import { servedFrontends } from "../protocols/registry/endpoints.ts";
import { ALL_TRANSLATIONS } from "../protocols/registry/protocols.ts";
import { foldAnswer } from "../relay/fold-answer.ts";
import { mendStreams } from "../relay/mend-streams.ts";
import { toldError } from "../relay/told-error.ts";
import { wireAnswers } from "../relay/wire-answers.ts";
import { severalIssuers } from "../request/issuers/several-issuers.ts";
import { createRace } from "../request/race.ts";
import { codexDriver } from "../upstream/codex/driver.ts";
import { anyHttpDriver } from "../upstream/http/any-driver.ts";
import { mockDriver } from "../upstream/mock/driver.ts";
import type { Parts } from "./artifact.ts";

/**
 * For a server that is not bundled: all parts except shared state, whose client is large. Passthrough and the endpoints
 * depend on the config, because answers depend on them.
 */
export function everyPart({ endpoints, passthrough, server }: Settings): Parts {
  return {
    drivers: { http: anyHttpDriver, codex: codexDriver, mock: mockDriver },
    frontends: servedFrontends((name) => endpoints === null || endpoints.includes(name)),
    translations: ALL_TRANSLATIONS,
    errors: anyErrors,
    createConversation,
    keepers,
    createRace,
    foldAnswer,
    toldError,
    issuers: severalIssuers,
    headerFields,
    wireAnswers,
    mendStreams,
    ...(passthrough ? { createPassthrough } : {}),
    realtime,
    ...(server.corsOrigins === undefined ? {} : { createCors }),
    openCapture,
  };
}
