/** Whole requests without sockets: a client that sends its body piece by piece, and leaves when it likes. */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { PassThrough } from "node:stream";
import { createAuthenticator } from "../../runtime/clients/authenticator.ts";
import type { Route } from "../../runtime/contract/route.ts";
import type { Observer } from "../../runtime/observe/observer.ts";
import { chatEndpoint } from "../../runtime/protocols/chat/endpoint.ts";
import type { Frontend } from "../../runtime/protocols/endpoints/frontend.ts";
import { createHandle, type HandleTools, type Prepare } from "../../runtime/request/handle.ts";
import { prepare } from "../../runtime/request/prepare.ts";
import type { PreparedEndpoint } from "../../runtime/targets/prepared-endpoint.ts";
import { createHarness, type Harness } from "./attempt-harness.ts";
import { type FakeResponse, fakeResponse } from "./fake-response.ts";
import { prepareTools } from "./prepare-tools.ts";
import { type Script, SILENT } from "./scripted-target.ts";

export interface ServingOptions {
  /** What the upstream of the model `gpt` does. */
  readonly script?: Script;
  readonly frontend?: Frontend;
  readonly observers?: readonly Observer[];
  readonly tools?: Partial<HandleTools>;
  /** In the place of the usual one. */
  readonly prepare?: (usual: Prepare) => Prepare;
}

export interface Client {
  readonly res: FakeResponse;
  send(bytes: string | Buffer): void;
  end(): void;
  /** Its connection breaks, before or after its answer. */
  leave(): void;
}

export interface Serving extends Omit<Harness, "ask"> {
  /** A request of which nothing but the headers has come. */
  open(headers?: IncomingHttpHeaders): Client;
  /** A whole request. */
  ask(fields: unknown, headers?: IncomingHttpHeaders): Client;
}

export function serving(options: ServingOptions = {}): Serving {
  const { script = SILENT, frontend = chatEndpoint, observers = [] } = options;
  const harness = createHarness({ observers, limits: { retries: 0 } });
  const { endpoint } = harness.targets.target("one:gpt", [script]);
  const endpoints: readonly (readonly PreparedEndpoint[])[] = [[endpoint]];
  const gpt: Route = {
    kind: "target",
    backend: { ...endpoint.backend, index: 0 },
    instance: null,
    model: "gpt",
    params: null,
    rules: null,
    at: "config.yaml:1",
  };
  let number = 0;
  const tools: HandleTools = {
    ...harness.tools,
    ...prepareTools(harness, { routes: { gpt }, endpoints }),
    auth: createAuthenticator({ enabled: false, keys: [] }, {}),
    maxBodyBytes: 1000,
    nextId: () => `req_${++number}`,
    ...options.tools,
  };
  const usual: Prepare = (context, payload) => prepare(tools, context, payload);
  const handle = createHandle(tools, frontend, options.prepare?.(usual) ?? usual);

  function open(headers: IncomingHttpHeaders = {}): Client {
    const about = {
      method: "POST",
      url: `/v1${frontend.path}`,
      headers,
      complete: false,
      socket: { remoteAddress: "127.0.0.1" },
    };
    const req = Object.assign(new PassThrough(), about);
    const res = fakeResponse();
    handle(req as unknown as IncomingMessage, res.response);
    return {
      res,
      send: (bytes) => void req.write(bytes),
      end() {
        req.complete = true;
        req.end();
      },
      leave() {
        res.response.destroy();
        res.response.emit("close");
        // As in Node, it is emitted only if there is a listener.
        req.destroy(req.listenerCount("error") > 0 ? new Error("aborted") : undefined);
      },
    };
  }

  function ask(fields: unknown, headers: IncomingHttpHeaders = {}): Client {
    const client = open(headers);
    client.send(JSON.stringify(fields));
    client.end();
    return client;
  }

  return { ...harness, open, ask };
}
