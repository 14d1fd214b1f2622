import type { ClientRequest } from "../../client.ts";
import { INTERNAL } from "../../errors.ts";
import { type BodyDone, readBody } from "../read-body.ts";
import { codingsOf } from "./codings.ts";
import { decodeBody } from "./decode-body.ts";

/** Like `readBody`, for a body with a Content-Encoding; `limit` applies to the decoded size. */
export function readEncoded(req: ClientRequest, limit: number, done: BodyDone): void {
  const codings = codingsOf(req.headers["content-encoding"] ?? "");
  if ("code" in codings) {
    done(codings);
    return;
  }
  if (codings.length === 0) {
    readBody(req, limit, done);
    return;
  }
  // Loaded late, since few requests need it.
  import("node:zlib").then(
    (zlib) => decodeBody(req, codings, zlib, limit, done),
    () => done(INTERNAL),
  );
}
