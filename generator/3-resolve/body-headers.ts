import { diagnostic } from "../diagnostics/report.ts";
import type { Entry } from "../document.ts";
import type { Context } from "./context.ts";
import { includesName, isHeaderName, NO_HEADER_NAME } from "./header-name.ts";

/**
 * Headers that no body field may take, in lower case; `*` stands for any characters. A name or an address that a proxy
 * has checked, such as `x-forwarded-user`, may be one: it is what people map to `user`.
 */
const REFUSED: readonly { readonly about: string; readonly names: readonly string[] }[] = [
  {
    about: "It carries a client's credentials, which are meant for this server.",
    names: [
      "auth",
      "x-auth",
      "*authorization*",
      "*-key",
      "*apikey*",
      "*api-key*",
      "*token*",
      "*secret*",
      "*passw*",
      "*cookie*",
      "*credential*",
      "*jwt*",
      "*assertion*",
      "*oidc-data",
      "*signature*",
      "chatgpt-account-id",
    ],
  },
  {
    about: "It belongs to one connection, or to how a body is sent.",
    names: [
      "accept-encoding",
      "connection",
      "content-encoding",
      "content-length",
      "content-type",
      "expect",
      "host",
      "http2-settings",
      "keep-alive",
      "proxy-*",
      "te",
      "trailer",
      "transfer-encoding",
      "upgrade",
    ],
  },
];
/** Keys that open nothing, and counts. */
const HARMLESS = ["*cache-key", "idempotency-key", "*-tokens"];

/** Whether a header of the client's may become a body field: the value of an entry of `body_from_headers`. */
export function checkHeader(context: Context, { value }: Entry): void {
  if (value.kind !== "scalar" || typeof value.value !== "string") return;
  const problem = problemOf(value.value);
  if (problem === null) return;
  const args = { name: value.value, what: "a header that becomes a body field", ...problem };
  context.found.push(diagnostic("bad-name", value.span, args));
}

function problemOf(text: string): { readonly about: string; readonly hint: string } | null {
  const hint = "Write one name, like `X-User-Id`.";
  if (!isHeaderName(text)) return { about: NO_HEADER_NAME, hint };
  if (text.includes("*")) return { about: "A field takes the value of one header.", hint };
  const name = text.toLowerCase();
  if (HARMLESS.some((glob) => includesName(glob, name))) return null;
  const kind = REFUSED.find(({ names }) => names.some((glob) => includesName(glob, name)));
  return kind === undefined
    ? null
    : { about: kind.about, hint: "Write a header that says who or what a request is for, like `X-User-Id`." };
}
