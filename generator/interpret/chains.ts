import type { Rules } from "../../runtime/contract/route.ts";
import type { Annotations } from "../../runtime/selector/annotations.ts";
import { annotationsOf } from "../../runtime/selector/annotations-of.ts";
import type { Selector } from "../../runtime/selector/selector.ts";
import type { Span } from "../document.ts";
import { instanceCount } from "../instances.ts";
import type { AliasTarget, FailoverRoute, Ir } from "../ir.ts";
import { factsOf } from "../kinds/kinds.ts";
import { elementText } from "./element-text.ts";

/** Targets that are tried one after another, wherever the config has them. */
export interface Chain {
  readonly policy: FailoverRoute["policy"];
  readonly rules: Rules | null;
  /** The name of the failover route; null for any other group. */
  readonly route: string | null;
  readonly links: readonly Link[];
}

export interface Link {
  readonly origin: Span;
  readonly text: string;
  /** The backends that may be asked, as far as that is known. */
  readonly backends: readonly string[];
  /** How many attempts it makes: one for each key, as far as their number is known. */
  readonly attempts: number;
  /** Whether it is only tried after some failures. */
  readonly passedOver: boolean;
}

/** Failover routes, groups joined by `|` or with backups, and models that several backends list. */
export function chainsOf(ir: Ir): readonly Chain[] {
  return [
    ...ir.failoverRoutes.map(({ policy, rules, name, elements }): Chain => {
      const links = elements.map((element) =>
        linkOf(ir, { ...element, text: elementText({ ...element, annotations: {} }) }),
      );
      return { policy, rules, route: name, links };
    }),
    ...ir.aliases.flatMap(({ kind, leaves, replacement }) =>
      joined(
        kind,
        leaves.map((leaf) => ({ ...leaf, ...ofAlias(leaf.target, replacement) })),
        ir,
      ),
    ),
    ...[ir.forceModel, ir.staticRoute].flatMap((located) =>
      located === null
        ? []
        : joined(
            located.selector.kind,
            located.selector.branches.map(({ backend, instance, model, route, ...branch }) => ({
              origin: located.origin,
              backend,
              instance: instance === null ? null : 1,
              model,
              text: route,
              annotations: annotationsOf(branch),
            })),
            ir,
          ),
    ),
    ...listedTwice(ir),
  ];
}

/** A group whose order is known: joined by `|`, or what is drawn, as one link, before its backups. */
function joined(kind: Selector["kind"], branches: readonly Named[], ir: Ir): readonly Chain[] {
  if (kind === "failover") return [grouped(branches.map((branch) => linkOf(ir, branch)))];
  const isBackup = ({ annotations }: Named) => annotations?.backup === true;
  const backups = branches.filter(isBackup).map((branch) => linkOf(ir, branch));
  const drawn = branches.filter((branch) => !isBackup(branch)).map((branch) => linkOf(ir, branch));
  const [first] = drawn;
  if (kind !== "weighted" || backups.length === 0 || first === undefined) return [];
  const backends = [...new Set(drawn.flatMap((link) => link.backends))];
  const attempts = drawn.reduce((sum, link) => sum + link.attempts, 0);
  return [grouped([{ ...first, backends, attempts }, ...backups])];
}

function grouped(links: readonly Link[]): Chain {
  return { policy: "ordered", rules: null, route: null, links };
}

interface Named {
  readonly origin: Span;
  readonly backend: string | null;
  readonly instance: number | null;
  readonly model: string | null;
  readonly text: string;
  readonly annotations?: Annotations;
}

function ofAlias(target: AliasTarget, replacement: string): Pick<Named, "backend" | "instance" | "model" | "text"> {
  if (target.kind === "open") return { backend: null, instance: null, model: null, text: replacement };
  const { backend, instance, model } = target;
  const written = model.map((piece) => (typeof piece === "string" ? piece : `\\${piece.group}`)).join("");
  return { backend, instance, model: null, text: `${backend}:${written}` };
}

function linkOf(ir: Ir, { origin, backend, instance, model, text, annotations = {} }: Named): Link {
  const listing = ir.backends.filter(({ models }) => models.some(({ name }) => name === model));
  const bare = listing.length > 0 ? listing.map((entry) => entry.backend.name) : [ir.defaultBackend?.name ?? ""];
  const backends = backend === null ? bare : [backend];
  const attempts = instance === null ? backends.reduce((sum, name) => sum + keysOf(ir, name), 0) : 1;
  return { origin, text, backends, attempts, passedOver: annotations.on !== undefined };
}

/** How many keys `${PREFIX_*}` finds shows only when the server starts, so it counts as one. */
function keysOf(ir: Ir, name: string): number {
  const backend = ir.backends.find((entry) => entry.backend.name === name)?.backend;
  if (backend === undefined || factsOf(backend).instances.kind === "open") return 1;
  return Math.max(1, instanceCount(backend));
}

function listedTwice(ir: Ir): readonly Chain[] {
  const listed = new Map<string, Link[]>();
  for (const { backend, models } of ir.backends) {
    for (const { name, origin } of models) {
      const link = {
        origin,
        text: `${backend.name}:${name}`,
        backends: [backend.name],
        attempts: keysOf(ir, backend.name),
        passedOver: false,
      };
      listed.set(name, [...(listed.get(name) ?? []), link]);
    }
  }
  return [...listed.values()]
    .filter(({ length }) => length > 1)
    .map((links) => ({ policy: "round-robin", rules: null, route: null, links }));
}
