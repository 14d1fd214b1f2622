import type { Protocol } from "../../contract/protocol.ts";
import { chatClient } from "../chat/client-codec.ts";
import { chatEndpoint } from "../chat/endpoint.ts";
import { chatUpstream } from "../chat/upstream-codec.ts";
import type { ClientCodec, UpstreamCodec } from "../codec.ts";
import type { Frontend } from "../endpoints/frontend.ts";
import { shortNames } from "../model/short-names.ts";
import { responsesClient } from "../responses/client-codec.ts";
import { responsesEndpoint } from "../responses/endpoint.ts";
import { responsesUpstream } from "../responses/upstream-codec.ts";
import { translationOf } from "../translation.ts";
import type { TranslatedRoute } from "./upstream-route.ts";

/** All parts of a protocol. */
export interface RegisteredProtocol {
  /** The endpoint for its clients, and on backends that speak it. */
  readonly endpoint: Frontend;
  readonly client: ClientCodec;
  readonly upstream: UpstreamCodec;
}

/** Every protocol in which a model can be asked. An artifact imports only the halves that its config needs. */
export const PROTOCOLS: Readonly<Record<Protocol, RegisteredProtocol>> = {
  chat: { endpoint: chatEndpoint, client: chatClient, upstream: chatUpstream },
  responses: { endpoint: responsesEndpoint, client: responsesClient, upstream: responsesUpstream },
};

export const PROTOCOL_NAMES = Object.keys(PROTOCOLS) as readonly Protocol[];

/** The translation from each protocol to each other one. */
export const ALL_TRANSLATIONS: readonly TranslatedRoute[] = PROTOCOL_NAMES.flatMap((client) =>
  PROTOCOL_NAMES.filter((target) => target !== client).map((target) => ({
    client,
    at: PROTOCOLS[target].endpoint,
    translation: translationOf(PROTOCOLS[client].client, PROTOCOLS[target].upstream, shortNames),
  })),
);
