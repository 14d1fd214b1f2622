import type { SoakReport } from "./soak.ts";

/** What a person wants to know of a soak. */
export function reportText(report: SoakReport): string {
  const counts = (map: ReadonlyMap<string, number>) =>
    [...map].sort(([a], [b]) => a.localeCompare(b)).map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`);
  const mega = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return [
    `${report.requests} requests in ${report.seconds.toFixed(1)} s`,
    "what came of them:",
    ...counts(report.outcomes),
    "what the upstreams did:",
    ...counts(report.faults),
    `  ${String(report.outages).padStart(7)}  ports closed for a while`,
    "the server at rest, after the warm-up and after each third:",
    ...report.footprints.map(({ heap, rss, sockets }) => `  heap ${mega(heap)}, rss ${mega(rss)}, ${sockets} sockets`),
    ...report.lost.slice(0, 20).map((line) => `lost: ${line}`),
  ].join("\n");
}
