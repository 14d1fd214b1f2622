import type { HeaderFields } from "../body/header-fields.ts";
import type { CreateCors } from "../clients/cors.ts";
import type { CompiledRouter } from "../contract/router.ts";
import type { Settings } from "../contract/settings.ts";
import type { CreateConversation } from "../conversation/create-conversation.ts";
import type { Keepers } from "../conversation/keepers.ts";
import type { Env } from "../env/env.ts";
import type { ErrorReader } from "../failure/error-reader.ts";
import type { CollectCapture, OpenCapture } from "../observe/capture/capture.ts";
import type { PassthroughTools } from "../passthrough/pass-input.ts";
import type { Realtime } from "../passthrough/realtime/realtime.ts";
import type { Frontend } from "../protocols/endpoints/frontend.ts";
import type { TranslatedRoute } from "../protocols/registry/upstream-route.ts";
import type { MendStream } from "../relay/check-streams.ts";
import type { FoldAnswer } from "../relay/fold-answer.ts";
import type { ToldError } from "../relay/told-error.ts";
import type { WireAnswers } from "../relay/wire-answers.ts";
import type { Handle } from "../request/handle.ts";
import type { Issuers } from "../request/issuers/issuers.ts";
import type { CreateRace } from "../request/run.ts";
import type { ConnectState } from "../state/shared-state.ts";
import type { Drivers } from "../targets/driver.ts";
import type { ErrandParts } from "../workers/errands.ts";

/** What the bundle's generated entry passes to `main`. */
export interface Artifact extends Parts {
  readonly router: CompiledRouter;
  /** The manifest, which `--about` prints. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** Runs an artifact in several processes. `settings`: the config's, overridden by the server's flags. */
export type StartInWorkers = (input: {
  readonly artifact: Artifact;
  readonly settings: Settings;
  readonly env: Env;
}) => Promise<void>;

/** The parts of the runtime that not every config needs. Code of those that are left out is not in the artifact. */
export interface Parts {
  readonly drivers: Drivers;
  /** The endpoints that are served. */
  readonly frontends: readonly Frontend[];
  /** From what clients of those may speak to what the backends speak. */
  readonly translations: readonly TranslatedRoute[];
  /** For all that upstreams may send, or only for what mocks do. */
  readonly errors: ErrorReader;
  /** Left out if no client can use the Responses API. */
  readonly createConversation?: CreateConversation;
  /** Left out if no backend stores the responses that it creates. */
  readonly keepers?: Keepers;
  /** `A!B`. Left out if the config has no such group; then clients cannot send one either. */
  readonly createRace?: CreateRace;
  /** Left out if no stream must be combined into one answer. */
  readonly foldAnswer?: FoldAnswer;
  /** Left out if no upstream's errors have another form than the clients'. */
  readonly toldError?: ToldError;
  /** Left out if no backend makes items that only it can read. */
  readonly issuers?: Issuers;
  /** Left out if the config fills no body field with a header. */
  readonly headerFields?: HeaderFields;
  /** Left out if all backends are mocks. */
  readonly wireAnswers?: WireAnswers;
  /** Left out if no upstream's streams need repairs. */
  readonly mendStreams?: MendStream;
  /** Present where others are checked. Left out if all backends are mocks. */
  readonly checkStreams?: MendStream;
  /** Left out if the config does not enable it. */
  readonly createPassthrough?: (tools: PassthroughTools) => Handle;
  /** Left out if no backend has realtime sessions, or if they are not served. */
  readonly realtime?: Realtime;
  /** Left out if the config shares no state. */
  readonly connectState?: ConnectState;
  /** Left out if the config lets no web page use the server. */
  readonly createCors?: CreateCors;
  /** Left out if there is nothing that workers must not do twice. */
  readonly errands?: ErrandParts;
  /** Left out if nothing can be captured. */
  readonly openCapture?: OpenCapture;
  /** Left out likewise, and without workers. */
  readonly collectCapture?: CollectCapture;
  /** Left out if the server is always one process. */
  readonly startInWorkers?: StartInWorkers;
}
