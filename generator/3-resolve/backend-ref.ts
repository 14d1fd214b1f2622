import type { Backend } from "../../runtime/contract/backend.ts";
import { diagnostic } from "../diagnostics/report.ts";
import { didYouMean, listed } from "../diagnostics/suggest.ts";
import type { Span } from "../document.ts";
import { instanceCount, instanceNumber } from "../instances.ts";
import type { BackendIr } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import type { Context } from "./context.ts";

/** Looks a backend up, and reports one that does not exist. `where` starts the sentence that says where it is named. */
export function findBackend(
  context: Context,
  backends: readonly BackendIr[],
  { name, span, where }: { readonly name: string; readonly span: Span; readonly where: string },
): Backend | null {
  const known = namesIn(backends).get(name);
  if (known !== undefined) return known;
  const names = backends.map(({ backend }) => backend.name);
  const all = `There ${names.length === 1 ? "is only" : "are"} ${listed(names, "and")}.`;
  context.found.push(diagnostic("unknown-backend", span, { name, where, hint: didYouMean(name, names, all) }));
  return null;
}

const indexes = new WeakMap<readonly BackendIr[], ReadonlyMap<string, Backend>>();

/** The backends of one config by name, made with the first of thousands of look-ups. */
function namesIn(backends: readonly BackendIr[]): ReadonlyMap<string, Backend> {
  const known = indexes.get(backends) ?? new Map(backends.map(({ backend }) => [backend.name, backend]));
  indexes.set(backends, known);
  return known;
}

/** Looks an instance up, and reports one that does not exist. */
export function findInstance(context: Context, backend: Backend, text: string, span: Span): number | null {
  const number = instanceNumber(backend, text);
  if (number !== null) return number;
  const count = instanceCount(backend);
  const hint =
    count === 0
      ? `It has no keys to choose from: write \`${backend.name}:…\` without a number.`
      : `Write a number from 1 to ${count}, or leave it off to use all ${factsOf(backend).instanceNoun} in rotation.`;
  context.found.push(diagnostic("unknown-instance", span, { backend: backend.name, instance: text, hint }));
  return null;
}
