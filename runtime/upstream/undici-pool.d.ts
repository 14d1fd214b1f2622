/** Importing the one class keeps the rest of undici (fetch, caches, WebSocket) out of the artifact: 277 KB, not 520. */
declare module "undici/lib/dispatcher/pool.js" {
  /** The part of https://undici.nodejs.org/#/docs/api/Pool that is used here, with the native handler of undici 7. */
  export default class Pool {
    constructor(
      origin: string,
      options: {
        readonly connect: { readonly timeout: number };
        readonly keepAliveTimeout: number;
        readonly headersTimeout: number;
        readonly bodyTimeout: number;
      },
    );
    dispatch(
      options: {
        readonly method: string;
        readonly path: string;
        readonly headers: string[];
        readonly body: Buffer | Iterable<Buffer> | null;
      },
      handler: import("./upstream.ts").UpstreamEvents,
    ): boolean;
    close(): Promise<void>;
  }
}
