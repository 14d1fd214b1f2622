/** From costs to the table. */
import { quantile } from "../support/statistics.mjs";
import { ROWS } from "./rows.mjs";

/** × the cost of the first target in the same turn: the median and the quartiles; null if there is nothing to compare. */
export function ratiosOf(targets) {
  const [base] = targets;
  return targets.map(({ id, costs, failed }) => {
    const ratios = costs
      .map((cost, turn) => cost / base.costs[turn])
      .filter((ratio) => Number.isFinite(ratio) && ratio > 0);
    const summary =
      ratios.length === 0
        ? null
        : { median: quantile(ratios, 0.5), low: quantile(ratios, 0.25), high: quantile(ratios, 0.75) };
    return { id, failed, turns: ratios.length, ratio: summary };
  });
}

/** `columns` have an id and a title; `rows` a name and the ratios of those that were measured. */
export function tableOf(columns, rows) {
  const cells = rows.map(({ name, ratios }) => [
    name,
    ROWS[name].what,
    ...columns.map(({ id }) => cellOf(ratios.find((each) => each.id === id))),
  ]);
  const head = ["row", "what", ...columns.map(({ title }) => title)];
  return [head, head.map((_, index) => (index < 2 ? "---" : "--:")), ...cells]
    .map((line) => `| ${line.join(" | ")} |`)
    .join("\n");
}

function cellOf(measured) {
  if (measured === undefined) return "–";
  if (measured.ratio === null) return "nothing measured";
  if (measured.id === "nginx") return "1";
  const { median, low, high } = measured.ratio;
  return `${median.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}]`;
}

/** What makes a run worthless: requests that failed, and columns without a figure. */
export function faultsOf(columns, rows) {
  return rows.flatMap(({ name, ratios }) =>
    ratios.flatMap(({ id, failed, ratio }) => {
      const { title } = columns.find((column) => column.id === id);
      const lost = failed > 0 ? [`${name}: ${failed} requests of ${title} failed`] : [];
      return ratio === null ? [...lost, `${name}: nothing measured of ${title}`] : lost;
    }),
  );
}
