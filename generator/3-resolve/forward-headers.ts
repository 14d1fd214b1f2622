import type { HeaderGlob } from "../../runtime/contract/http-backend.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { type Context, type Located, textsAt } from "./context.ts";
import { includesName, isHeaderName, NO_HEADER_NAME } from "./header-name.ts";
import { NEVER_FORWARDED } from "./never-forwarded.ts";

/** `forward_headers` of a backend; undefined if it has none. */
export function resolveForwardHeaders(context: Context, backend: string): readonly HeaderGlob[] | undefined {
  const globs = textsAt(context, ["backends", backend, "forward_headers"]).flatMap((located) => {
    const problem = problemOf(located.text);
    if (problem === null) return [globOf(located.text.toLowerCase())];
    refuse(context, located, problem);
    return [];
  });
  return globs.length === 0 ? undefined : globs;
}

function problemOf(text: string): { readonly about: string; readonly hint: string } | null {
  if (!isHeaderName(text)) {
    return {
      about: NO_HEADER_NAME,
      hint: "Write it like `X-Team`, or like `X-Acme-*`, where `*` stands for any characters.",
    };
  }
  // The text of a glob stands for all that it matches: what includes `x-*-api-key` includes each of these names.
  const name = text.toLowerCase();
  const kept = NEVER_FORWARDED.find(({ names }) => names.some((never) => includesName(never, name)));
  if (kept === undefined) return null;
  return { about: `It ${kept.about}`, hint: "Remove it. A header of the backend's own belongs in `headers`." };
}

function refuse(context: Context, { text, span }: Located, problem: { readonly about: string; readonly hint: string }) {
  const args = { name: text, what: "a header that is forwarded", ...problem };
  context.found.push(diagnostic("bad-name", span, args));
}

/** A glob with everything that it could match and that is never forwarded. */
function globOf(text: string): HeaderGlob {
  const pieces = text.split("*");
  const never = pieces.length === 1 ? [] : NEVER_FORWARDED.flatMap(({ names }) => names);
  return { pieces, except: never.map((name) => name.split("*")).filter((each) => mayMeet(pieces, each)) };
}

/** Whether a name may match both, judging by how they start and end. */
function mayMeet(glob: readonly string[], never: readonly string[]): boolean {
  return agree(glob, never, 0, "startsWith") && agree(glob, never, -1, "endsWith");
}

function agree(glob: readonly string[], never: readonly string[], at: 0 | -1, by: "startsWith" | "endsWith"): boolean {
  const [a, b] = [glob.at(at) ?? "", never.at(at) ?? ""];
  return b[by](a) || (never.length > 1 && a[by](b));
}
