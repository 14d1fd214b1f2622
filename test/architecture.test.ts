import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { PROTOCOL_NAMES } from "../runtime/protocols/registry/protocols.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Import {
  readonly from: string;
  /** A path from the root for our own files, else the package: `node:fs`, `ts-morph`. */
  readonly to: string;
  readonly isType: boolean;
  /** `await import(…)`: at run time only if it is reached. */
  readonly isLazy: boolean;
}

const files = ["schema", "generator", "runtime", "test"].flatMap(listFiles);
const product = files.filter((file) => !file.startsWith("test/"));
const imports = product.flatMap(importsOf);

function listFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file).replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && !/^test\/golden\/|\/node_modules\//.test(file));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  const statements = [
    ...text.matchAll(/^(?:import|export)(\s+type)?\b[^;"'`]*?from\s+"([^"]+)"|^import\s+"([^"]+)"/gm),
  ];
  const lazy = [...text.matchAll(/\bimport\("([^"]+)"\)/g)];
  return [
    ...statements.map(([, type, from, bare]) => entry(from ?? bare ?? "", type !== undefined, false)),
    // `typeof import("…")` names a type and loads nothing.
    ...lazy.map((match) => entry(match[1] ?? "", /typeof\s$/.test(text.slice(0, match.index)), true)),
  ];

  function entry(specifier: string, isType: boolean, isLazy: boolean): Import {
    const to = specifier.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), specifier)) : specifier;
    return { from: file, to: to.replaceAll("\\", "/"), isType, isLazy };
  }
}

function shown(found: readonly Import[]): string[] {
  return found.map(({ from, to }) => `${from} -> ${to}`);
}

test("the parser finds imports of every kind", () => {
  expect(shown(imports)).toContain("generator/compile.ts -> generator/5-emit/emit.ts");
  expect(shown(imports)).toContain("generator/commands/run-compiler.ts -> generator/compile.ts");
  expect(shown(imports.filter(({ isType }) => isType))).toContain("generator/ir.ts -> runtime/contract/params.ts");
});

test("only emitted code imports the list of the contract's types", () => {
  expect(shown(imports.filter(({ to }) => to === "runtime/contract/exports.ts"))).toEqual([]);
});

test("the runtime imports nothing of the compiler", () => {
  const allowed = /^runtime\/|^node:|^h3$|^srvx$|^ioredis$|^fzstd$/;
  expect(shown(imports.filter(({ from, to }) => from.startsWith("runtime/") && !allowed.test(to)))).toEqual([]);
});

/**
 * From the ground up: folders and root files. A file imports only from its own room and from rooms on lower floors; types
 * and lazy imports count.
 */
const FLOORS: Readonly<Record<string, readonly (readonly string[])[]>> = {
  runtime: [
    ["contract", "errors.ts", "clock.ts", "client.ts"],
    ["selector"],
    ["protocols", "env", "log"],
    ["context.ts", "wire", "failure", "clients"],
    ["body", "targets"],
    ["routing", "upstream", "observe", "state"],
    ["relay"],
    ["request"],
    ["passthrough"],
    ["conversation"],
    ["workers"],
    ["server"],
    ["main.ts"],
  ],
  generator: [
    ["kinds"],
    ["document.ts", "instances.ts", "files", "regexp"],
    ["diagnostics", "ir.ts"],
    ["phase.ts", "interpret"],
    ["explain", "1-load"],
    ["2-validate"],
    ["3-resolve"],
    ["4-analyze"],
    ["5-emit"],
    ["6-typecheck"],
    ["7-bundle"],
    ["compile.ts", "terminal"],
    ["completions", "dev", "init"],
    ["commands"],
    ["main.ts"],
    ["cli.ts"],
  ],
};

describe.each(Object.entries(FLOORS))("the floors of %s", (tree, floors) => {
  const room = (file: string) => file.split("/")[1] ?? "";
  const floorOf = (file: string) => floors.findIndex((rooms) => rooms.includes(room(file)));

  test("every file has a floor, and every room has files", () => {
    const inTree = product.filter((file) => file.startsWith(`${tree}/`));
    expect(inTree.filter((file) => floorOf(file) < 0)).toEqual([]);
    expect(new Set(inTree.map(room))).toEqual(new Set(floors.flat()));
  });

  test("a file imports only from its own room and from lower floors", () => {
    const inside = imports.filter(({ from, to }) => from.startsWith(`${tree}/`) && to.startsWith(`${tree}/`));
    const wrong = inside.filter(({ from, to }) => room(from) !== room(to) && floorOf(to) >= floorOf(from));
    expect(inside.length).toBeGreaterThan(300);
    expect(shown(wrong)).toEqual([]);
  });
});

test("the compiler imports only types and the selector of the runtime", () => {
  const used = imports.filter(({ from, to }) => from.startsWith("generator/") && to.startsWith("runtime/"));
  expect(shown(used.filter(({ to, isType }) => !isType && !to.startsWith("runtime/selector/")))).toEqual([]);
});

test("the schema imports neither compiler nor runtime", () => {
  const wrong = imports.filter(({ from, to }) => from.startsWith("schema/") && /^(?:generator|runtime)\//.test(to));
  expect(shown(wrong)).toEqual([]);
});

const protocolFolder = (file: string) =>
  PROTOCOL_NAMES.find((name) => file.startsWith(`runtime/protocols/${name}/`)) ?? null;

test("no protocol imports another one", () => {
  const wrong = imports.filter(({ from, to }) => {
    const [own, other] = [protocolFolder(from), protocolFolder(to)];
    return own !== null && other !== null && own !== other;
  });
  expect(new Set(product.map(protocolFolder))).toEqual(new Set([null, ...PROTOCOL_NAMES]));
  expect(shown(wrong)).toEqual([]);
});

/** Where the runtime asks for a protocol by its name, and why. What differs between protocols belongs to their folders. */
const NAMES_PROTOCOLS: Readonly<Record<string, string>> = {
  "runtime/contract/codex-backend.ts": "says what it speaks, since no config chooses it",
  "runtime/contract/mock-backend.ts": "likewise",
  "runtime/contract/protocol.ts": "lists them",
  "runtime/conversation/continued.ts":
    "a conversation is continued by `previous_response_id`, which only responses has",
  "runtime/conversation/recall-answers.ts": "likewise: only answers of responses are continued",
  "runtime/server/gateway.ts": "likewise: only where responses is served are there conversations",
  "runtime/upstream/http/driver.ts": "only a backend that speaks responses keeps them",
};

test("outside of their folders and the registry no protocol is asked for by its name", () => {
  const word = new RegExp(`["'\`](?:${PROTOCOL_NAMES.join("|")})["'\`]`);
  const code = (file: string) => readFileSync(join(ROOT, file), "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  const naming = product.filter(
    (file) => file.startsWith("runtime/") && !file.startsWith("runtime/protocols/") && word.test(code(file)),
  );
  expect(naming.sort()).toEqual(Object.keys(NAMES_PROTOCOLS).sort());
});

test("only the command line and terminal/ write to the terminal", () => {
  // old-node.ts holds a line of the artifact as text.
  const allowed =
    /^generator\/(?:cli\.ts|main\.ts|terminal\/|commands\/run-server\.ts|7-bundle\/old-node\.ts)|^schema\/build\.ts|^runtime\/(?:main|server\/preflight|log\/stderr)\.ts/;
  const writers = product.filter((file) => {
    return /\bconsole\.|process\.std(?:out|err)\b|from "consola"/.test(readFileSync(join(ROOT, file), "utf8"));
  });
  expect(writers.length).toBeGreaterThan(1);
  expect(writers.filter((file) => !allowed.test(file))).toEqual([]);
});

test("no files import each other in a circle, nor do folders", () => {
  const ours = imports.filter(({ to }) => to.endsWith(".ts"));
  // A root file is a room of its own.
  const folderOf = (file: string) => (file.split("/").length === 2 ? file : dirname(file));
  const folders = ours
    .map(({ from, to }) => ({ from: folderOf(from), to: folderOf(to) }))
    .filter(({ from, to }) => from !== to);
  expect(circles(ours)).toEqual([]);
  expect(circles(folders)).toEqual([]);
});

/** Groups in which each leads to each (Tarjan's strongly connected components), those of one left out. */
function circles(arrows: readonly { readonly from: string; readonly to: string }[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of arrows) next.set(from, [...(next.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (node: string): number => {
    const index = order.size;
    order.set(node, index);
    let low = index;
    open.push(node);
    for (const other of next.get(node) ?? []) {
      if (!order.has(other)) low = Math.min(low, visit(other));
      else if (open.includes(other)) low = Math.min(low, order.get(other) ?? low);
    }
    if (low === index) {
      const group = open.splice(open.indexOf(node));
      if (group.length > 1) found.push(group);
    }
    return low;
  };
  for (const node of next.keys()) if (!order.has(node)) visit(node);
  return found;
}

/** Tables that nobody reads from top to bottom. */
const GENERATED =
  /^(?:schema\/(?:config|schema)\.ts|generator\/diagnostics\/catalogue\.ts|runtime\/body\/scan\/needles-wasm\.ts)$/;

test("files are small: none above 300 lines, half of them below 100", () => {
  const lengths = files
    .filter((file) => !GENERATED.test(file))
    .map((file) => ({ file, lines: readFileSync(join(ROOT, file), "utf8").split("\n").length - 1 }))
    .sort((a, b) => a.lines - b.lines);
  expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
  expect(lengths[lengths.length >> 1]?.lines).toBeLessThan(100);
});

test("no test has a time limit of its own: on a busy machine it would be too short", () => {
  const limit = /^\s*\}, [\d_]{4,}\);$|^ {2,}\},\n\s+[\d_]+,\n\s*\);$/m;
  const limited = files.filter(
    (file) => file.endsWith(".test.ts") && limit.test(readFileSync(join(ROOT, file), "utf8")),
  );
  expect(limited).toEqual([]);
});

test("no class has more than eight private fields", () => {
  const counts = product.flatMap((file) => {
    const [, ...classes] = readFileSync(join(ROOT, file), "utf8").split(/^(?:export )?(?:abstract )?class /m);
    return classes.map((text) => ({
      name: text.split(/\W/, 1)[0],
      fields: text.match(/^ {2}(?:readonly )?#\w+\??(?::| =)/gm)?.length ?? 0,
    }));
  });
  expect(counts).toContainEqual({ name: "AttemptLoop", fields: 8 });
  expect(counts.filter(({ fields }) => fields > 8)).toEqual([]);
});
