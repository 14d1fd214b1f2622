/** The command line of `npm run bench`. */
import { parseArgs } from "node:util";
import { ROWS } from "./rows.mjs";

const STANDARD = Object.keys(ROWS).filter((row) => !ROWS[row].optional);

export const HELP = `What a request costs in processor time, compared with nginx; prints a Markdown table.

Usage: npm run bench -- [options]

  --only ROWS       comma-separated: ${Object.keys(ROWS).join(", ")}
                    (default: ${STANDARD.join(",")})
  --before VERSION  also an older version: a commit or tag of git, the folder of a built checkout, or an artifact
                    (server.mjs) whose upstream is on loopback
  --auth            clients have to send a key (default: authentication is off)
  --portkey         also Portkey's gateway, which is installed from npm
  --node PATH       the Node that runs everything that is measured (default: the one that runs this)
  --rounds N        how often everything is started anew (default: 3)
  --turns N         how often each is loaded in a round (default: 12)
  --slice MS        milliseconds of load in a turn, four times that in paced streams (default: 250)
  --json FILE       also writes the figures to a file
  --help            prints this
`;

const FLAGS = {
  only: { type: "string" },
  before: { type: "string" },
  auth: { type: "boolean" },
  portkey: { type: "boolean" },
  node: { type: "string" },
  rounds: { type: "string" },
  turns: { type: "string" },
  slice: { type: "string" },
  json: { type: "string" },
  help: { type: "boolean" },
};

/** `run` with its options, `help`, or `wrong` with what to say. */
export function parseOptions(argv) {
  const given = valuesOf(argv);
  if (typeof given === "string") return { kind: "wrong", message: given };
  if (given.help) return { kind: "help" };
  const rows = given.only === undefined ? STANDARD : given.only.split(",");
  const numbers = { rounds: given.rounds ?? "3", turns: given.turns ?? "12", slice: given.slice ?? "250" };
  const mistakes = [
    ...rows
      .filter((row) => !Object.hasOwn(ROWS, row))
      .map((row) => `--only: no row '${row}'; there are ${Object.keys(ROWS).join(", ")}`),
    ...Object.entries(numbers)
      .filter(([, text]) => !/^[1-9]\d{0,4}$/.test(text))
      .map(([name, text]) => `--${name}: '${text}' is no whole number from 1 to 99999`),
    ...["before", "node", "json"].filter((name) => given[name] === "").map((name) => `--${name}: it has no value`),
  ];
  if (mistakes.length > 0) return { kind: "wrong", message: mistakes.join("\n") };
  return {
    kind: "run",
    rows: [...new Set(rows)],
    before: given.before ?? null,
    auth: given.auth ?? false,
    portkey: given.portkey ?? false,
    node: given.node ?? process.execPath,
    rounds: Number(numbers.rounds),
    turns: Number(numbers.turns),
    slice: Number(numbers.slice),
    json: given.json ?? null,
  };
}

/** What was given, or what is wrong with it. */
function valuesOf(argv) {
  try {
    return parseArgs({ args: argv, options: FLAGS }).values;
  } catch (error) {
    return error.message;
  }
}
