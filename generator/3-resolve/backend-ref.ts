import type { Backend } from "../../runtime/contract.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { didYouMean, listed } from "../diagnostics/suggest.ts";
import type { Span } from "../document.ts";
import type { BackendIr } from "../ir.ts";
import type { Context } from "./context.ts";

/** `${KEY_*}` takes KEY_1 … KEY_99. */
const MOST_NUMBERED = 99;

/** How many numbers may stand behind a backend's dot. */
export function instanceCount(backend: Backend): number {
  if (backend.kind === "codex") return backend.authFiles.length;
  if (backend.kind === "mock" || backend.keys.kind === "none") return 0;
  return backend.keys.kind === "numbered" ? MOST_NUMBERED : backend.keys.keys.length;
}

/** The instance that a text means; null if the backend has none such. */
export function instanceNumber(backend: Backend, text: string): number | null {
  const number = Number(text);
  return /^[1-9]\d?\d?$/.test(text) && number <= instanceCount(backend) ? number : null;
}

/** Reports a backend that there is not; `where` starts the sentence that says why it matters. */
export function findBackend(
  context: Context,
  backends: readonly BackendIr[],
  { name, span, where }: { readonly name: string; readonly span: Span; readonly where: string },
): Backend | null {
  const known = backends.find(({ backend }) => backend.name === name);
  if (known !== undefined) return known.backend;
  const names = backends.map(({ backend }) => backend.name);
  const all = `There ${names.length === 1 ? "is only" : "are"} ${listed(names, "and")}.`;
  context.found.push(diagnostic("unknown-backend", span, { name, where, hint: didYouMean(name, names, all) }));
  return null;
}

/** Reports an instance that there is not. */
export function findInstance(context: Context, backend: Backend, text: string, span: Span): number | null {
  const number = instanceNumber(backend, text);
  if (number !== null) return number;
  const count = instanceCount(backend);
  const hint =
    count === 0
      ? `It has no keys to choose from: write \`${backend.name}:…\` without a number.`
      : `Write a number from 1 to ${count}, or leave it off to use all ${backend.kind === "codex" ? "logins" : "keys"} in turn.`;
  context.found.push(diagnostic("unknown-instance", span, { backend: backend.name, instance: text, hint }));
  return null;
}
