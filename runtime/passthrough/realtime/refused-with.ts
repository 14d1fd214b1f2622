import type { IncomingMessage } from "node:http";
import type { HeldAnswer } from "../../failure/held-answer.ts";
import { headersDown } from "../../wire/headers.ts";
import { hide } from "../../wire/masks/hidden.ts";
import type { Masks } from "../../wire/masks/masks.ts";

const NOTHING = Buffer.alloc(0);
const ABOUT_BODY = /^content-(?:encoding|type)$/;

/** An upstream's answer to a request for a WebSocket, if it is none. Its body may be changed. */
export function refusedWith(
  { statusCode: status = 502, rawHeaders, headers }: IncomingMessage,
  body: Buffer,
  masks: Masks | null,
): HeldAnswer {
  const shown = shownHeaders(rawHeaders, masks);
  // It was not asked to compress it, so nobody may be able to read it, and nothing in it can be hidden.
  if (headers["content-encoding"] !== undefined) {
    return { status, headers: shown.filter((_, at) => !ABOUT_BODY.test(shown[at - (at % 2)] ?? "")), body: NOTHING };
  }
  if (masks !== null) hide(masks.inErrors, body);
  return { status, headers: shown, body };
}

/** Those that the client may see. */
export function shownHeaders(raw: readonly string[], masks: Masks | null): string[] {
  const { pass } = headersDown(raw.map((text, index) => (index % 2 === 0 ? text.toLowerCase() : text)));
  return masks === null ? pass : [...masks.inHeaders(pass)];
}
