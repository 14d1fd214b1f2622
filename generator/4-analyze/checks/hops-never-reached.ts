import { diagnostic } from "../../diagnostics/report.ts";
import { type Chain, chainsOf, type Link } from "../../interpret/chains.ts";
import type { Check } from "./check.ts";

/** Targets that come so late in their group that `max_failover_hops` ends the request before them. */
export const hopsNeverReached: Check = ({ ir }) => {
  const { enabled, maxFailoverHops: hops } = ir.settings.failure;
  if (!enabled) return [];
  return chainsOf(ir).flatMap((chain) => {
    const order = attemptsOf(chain);
    const late = chain.links.find((link) => order.indexOf(link) > hops);
    if (late === undefined) return [];
    const last = chain.links.filter((link) => order.includes(link)).at(-1);
    const needed = Math.max(order.indexOf(late), last === undefined ? 0 : order.indexOf(last));
    const args = {
      element: late.text,
      attempt: String(order.indexOf(late) + 1),
      most: String(hops + 1),
      hops: String(hops),
      needed: String(needed),
    };
    return [diagnostic("hop-never-reached", late.origin, args)];
  });
};

/**
 * The links in the order of their attempts. A rotation can start anywhere, so that none is too late; one that is passed over
 * makes no hop.
 */
function attemptsOf({ policy, links: all }: Chain): readonly Link[] {
  const links = all.filter(({ passedOver }) => !passedOver);
  switch (policy) {
    case "round-robin":
    case "k":
      return [];
    case "m":
    // In the first of its rounds each element is tried once.
    case "mk":
      return links;
    default:
      return links.flatMap((link) => new Array<Link>(link.attempts).fill(link));
  }
}
