import type { IncomingMessage, ServerResponse } from "node:http";
import { wholeLimits } from "../body/whole/limits.ts";
import type { ClientAnswer, ClientRequest } from "../client.ts";
import { clientKeys, createAuthenticator } from "../clients/authenticator.ts";
import { type BrowserGuard, createBrowserGuard } from "../clients/browser-guard.ts";
import type { Clock } from "../clock.ts";
import type { EndpointName } from "../contract/protocol.ts";
import type { Settings } from "../contract/settings.ts";
import { type Env, envValue } from "../env/env.ts";
import { nodeCrypto } from "../env/node-modules.ts";
import type { Logger } from "../log/logger.ts";
import { accessLog } from "../observe/access-log.ts";
import type { Capture } from "../observe/capture/capture.ts";
import { composeObservers } from "../observe/compose-observers.ts";
import type { Observer } from "../observe/observer.ts";
import { rememberSessions } from "../observe/remember-sessions.ts";
import { reportHealth } from "../observe/report-health.ts";
import { endpointAt } from "../passthrough/endpoint.ts";
import { refuseWebSockets } from "../passthrough/no-realtime.ts";
import type { Realtime } from "../passthrough/realtime/realtime.ts";
import { refuseUnknown } from "../passthrough/unknown-url.ts";
import { createRouteTo } from "../protocols/registry/upstream-route.ts";
import { createSweeper } from "../relay/sweeper.ts";
import { createHandle, type Handle, type HandleTools, openContext, type Prepare } from "../request/handle.ts";
import { prepare } from "../request/prepare.ts";
import { isWebSocket, type TakeWebSocket } from "../request/web-socket.ts";
import { createChoose } from "../routing/choose.ts";
import { shownModels } from "../routing/client-selectors.ts";
import { createNotFound } from "../routing/not-found.ts";
import { standInModel } from "../routing/overrides.ts";
import type { SharedState } from "../state/shared-state.ts";
import { newCounters } from "../targets/counters.ts";
import { driverOf } from "../targets/driver-of.ts";
import { createHealth } from "../targets/health/create-health.ts";
import { prepareEndpoints } from "../targets/prepared-endpoint.ts";
import { createSessionTable } from "../targets/session/session-table.ts";
import { serveCold } from "../wire/cold-route.ts";
import { createRequestIds } from "../wire/request-id.ts";
import type { Desk } from "../workers/desk.ts";
import { CAPTURE_FD } from "../workers/processes.ts";
import { createListener } from "./app.ts";
import type { Artifact } from "./artifact.ts";
import { createBrowsers } from "./browsers.ts";
import { type Posted, untilClosed } from "./cold-table.ts";
import type { DescriptorWatch } from "./descriptors.ts";
import { exactRoutes } from "./exact-routes.ts";
import { secretsOf } from "./secrets.ts";

export interface GatewayOptions {
  readonly artifact: Artifact;
  /** The config's settings, overridden by the server's flags. */
  readonly settings: Settings;
  readonly env: Env;
  readonly log: Logger;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Left out where another process listens. */
  readonly descriptors?: DescriptorWatch;
  /** Where this process is one of several workers. */
  readonly desk?: Desk;
}

/** One compiled config, ready to serve. Two may run at the same time while `turnout dev` replaces one by the other. */
export interface Gateway {
  /** What answers a POST of this path; null if it is none of the hot paths. */
  hot(url: string): Handle | null;
  /** true if it has taken the request. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** All other requests, with h3. */
  cold(req: IncomingMessage, res: ServerResponse): void;
  /** A request whose turn never came: its connection was closed while another was answered. */
  dropped(req: ClientRequest, res: ClientAnswer): void;
  /** A client has sent too many requests ahead. */
  flooded(): void;
  /** Requests for WebSockets; null if all are rejected, which needs no listener for upgrades. */
  readonly upgrades: { readonly take: TakeWebSocket; readonly from: Realtime["takeUpgrades"] } | null;
  /**
   * Starts to share state with other servers, if the config says so. Loading the client takes time and is best done when
   * everything else is up.
   */
  join(): void;
  /** The server is about to end: `/readyz` says so. */
  drain(): void;
  /** Lets open requests finish, then closes the connections to the upstreams. */
  close(): Promise<void>;
  /** The process ends at once: writes what is still buffered. */
  exit(): void;
}

export function createGateway(options: GatewayOptions): Gateway {
  const { artifact, settings, env, log, clock, random, descriptors, desk } = options;
  const { router, drivers } = artifact;
  const endpoints = prepareEndpoints(router, drivers, { env, clock, random, log, errand: desk?.errand });
  const auth = createAuthenticator(settings.auth, env);
  const nextId = createRequestIds(random);
  const notFound = createNotFound(router);
  const counters = newCounters(router, (desk?.number ?? 1) - 1);
  const sessions = createSessionTable(undefined, desk?.session);
  const health = createHealth({
    clock,
    breaker: settings.breaker,
    maxSilentWaitMs: settings.failure.maxSilentWait * 1000,
    log,
    publish: (change) => state?.publish(change),
    tell: desk?.circuit,
  });
  let state: SharedState | null = null;
  let draining = false;
  let closed: Promise<void> | null = null;
  const capture = openCapture(options);
  const newId = () => nodeCrypto().randomUUID().replaceAll("-", "");
  const conversation = artifact.createConversation?.({
    endpoints,
    keepers: artifact.keepers ?? null,
    now: () => clock.now(),
    records: () => state?.records ?? null,
    newId,
  });
  const observers: Observer[] = [reportHealth(health), rememberSessions(sessions)];
  if (conversation !== undefined) observers.push(conversation.observer);
  if (capture !== null) observers.push(capture);
  if (log.level === "debug" || log.level === "info") observers.push(accessLog(log, clock));
  const observe = composeObservers(observers);
  const tools: HandleTools = {
    limits: settings.failure,
    clock,
    random,
    log,
    health,
    sessions,
    observe,
    sweeper: createSweeper(clock),
    auth,
    choose: createChoose(router, settings, { notFound, canRace: artifact.createRace !== undefined }),
    notFound,
    routeTo: createRouteTo(artifact.translations),
    errors: artifact.errors,
    foldAnswer: artifact.foldAnswer ?? null,
    toldError: artifact.toldError ?? null,
    wire: artifact.wireAnswers ?? null,
    mend: artifact.mendStreams ?? artifact.checkStreams ?? null,
    createRace: artifact.createRace ?? null,
    issuers: artifact.issuers ?? null,
    headerFields: artifact.headerFields ?? null,
    endpoints,
    defaultBackend: router.backends.find((backend) => backend.name === settings.defaultBackend)?.index ?? null,
    counters,
    maxBodyBytes: settings.server.maxBodyBytes,
    wholeLimits: wholeLimits(settings.server),
    fallbackModel: standInModel(settings),
    nextId,
    newId,
    explainKeyless: (index) => keylessMessage(artifact, index),
  };
  const isServed = (name: EndpointName) => settings.endpoints === null || settings.endpoints.includes(name);
  const prepareAny: Prepare = (context, payload) => prepare(tools, context, payload);
  const posts = new Map<string, Posted & { readonly hot: Handle }>();
  for (const frontend of artifact.frontends) {
    const continued = frontend.protocol === "responses" ? conversation?.prepare(tools) : undefined;
    const handle = createHandle(tools, frontend, continued ?? prepareAny);
    const { api, path } = frontend;
    for (const each of api.clientPaths(path)) posts.set(each, { api, hot: handle, handle: untilClosed(handle) });
  }
  const browsers = createBrowsers(
    tools,
    guardOf(options),
    artifact.createCors?.(settings.server.corsOrigins ?? []) ?? null,
  );
  const url = stateUrl(options);
  // One way of sharing is enough.
  if (url === null && desk !== undefined) state = desk.state;
  desk?.attend({
    health: (change) => health.apply(change, "worker"),
    circuit: (note) => health.follow(note),
    session: (key, target) => sessions.learn(key, target),
    deleted: (key) => conversation?.forgotten(key),
  });
  const models = shownModels(router, settings.server);
  const shared = () => (url === null ? MEMORY : { kind: "redis", connected: state?.connected ?? false });
  const exact = exactRoutes({
    router: { backends: router.backends, models },
    endpoints,
    isDraining: () => draining,
    verbose: () => ({
      ...health.snapshot(),
      state: shared(),
      ...(descriptors?.lacking && { descriptors: "none left" }),
      ...(desk && { worker: desk.number }),
    }),
    ...(desk && { workers: () => desk.crew }),
  });
  const passing = { ...tools, isServed, backends: router.backends };
  const others = untilClosed(artifact.createPassthrough?.(passing) ?? refuseUnknown(tools, isServed));
  const { realtime } = artifact;
  const takeWebSocket = realtime?.create(passing) ?? null;
  const noWebSocket = takeWebSocket === null ? refuseWebSockets(tools, isServed) : null;
  const responses = isServed("responses") ? (conversation?.routes(tools) ?? []) : [];
  const listen = createListener({ models, exact, posts, responses, others, auth, nextId, log });
  const guarded = new Map<string, Handle>();
  for (const [path, { hot }] of posts) {
    guarded.set(path, browsers === null ? hot : (req, res) => void (browsers.answered(req, res) || hot(req, res)));
  }
  return {
    hot: (url) => guarded.get(url) ?? null,
    handle(req, res) {
      if (browsers?.answered(req, res)) return true;
      const { method, url = "" } = req;
      if (method === "POST") {
        const post = posts.get(url);
        post?.hot(req, res);
        return post !== undefined;
      }
      if (noWebSocket !== null && isWebSocket(req)) {
        noWebSocket(req, res);
        return true;
      }
      const route = exact.get(url);
      if (route !== undefined) serveCold(route, { auth, nextId }, req, res);
      return route !== undefined;
    },
    cold(req, res) {
      const door = UPWARD.test(req.url ?? "") ? others : listen;
      door(req, res).catch(() => res.destroy());
    },
    dropped: (req, res) => observe.closed(openContext(tools, endpointAt(""), req, res), null),
    flooded: () => log.warn("pipelined_too_far", { message: FLOODED }),
    upgrades:
      takeWebSocket === null || realtime === undefined
        ? null
        : {
            take: browsers?.guarded(takeWebSocket) ?? takeWebSocket,
            from: (server, each) => realtime.takeUpgrades(server, each),
          },
    join() {
      if (url === null) return;
      state ??=
        artifact.connectState?.({
          url,
          clock,
          log,
          counters,
          onChange: (change) => health.apply(change),
          onDelete: (key) => conversation?.forgotten(key),
        }) ?? null;
    },
    drain() {
      draining = true;
    },
    close() {
      closed ??= closeAll();
      return closed;
    },
    exit: () => capture?.closeNow(),
  };

  async function closeAll(): Promise<void> {
    const upstreams = new Set(endpoints.flat().map((endpoint) => endpoint.upstream));
    await Promise.all([...upstreams].map((upstream) => upstream.close()));
    await Promise.all([state?.close(), capture?.close()]);
  }
}

/** Segments that lead elsewhere. h3 would resolve them, and nothing after it could see that they were there. */
const UPWARD = /^[^?]*[/\\](?:\.|%2e){1,2}(?:[/\\?]|$)/i;

const FLOODED = "a client sent more than 1,000 requests ahead of their answers; its connection was closed";

const MEMORY = { kind: "memory" };

function guardOf({ settings: { auth, server }, env }: GatewayOptions): BrowserGuard | null {
  return createBrowserGuard(server, auth.enabled ? clientKeys(auth, env).length : 0);
}

/** null if the server keeps its state to itself. */
function stateUrl({ artifact, settings, env }: GatewayOptions): string | null {
  if (settings.state === null || artifact.connectState === undefined) return null;
  return envValue(env, settings.state.env);
}

/** null if nothing is captured. */
function openCapture({ artifact, settings, env, clock, log, desk }: GatewayOptions): Capture | null {
  const { file } = settings.capture;
  if (file === null || artifact.openCapture === undefined) return null;
  const secrets = secretsOf(artifact.router, artifact.drivers, env);
  const relay = desk && { worker: desk.number, fd: CAPTURE_FD };
  return artifact.openCapture({ settings: { ...settings.capture, file }, secrets, clock, log, relay });
}

function keylessMessage({ router, drivers }: Artifact, index: number): string {
  const backend = router.backends[index];
  return backend === undefined ? "" : driverOf(backend, drivers).keyless();
}
