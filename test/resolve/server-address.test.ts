import { expect, it } from "vitest";
import { applyFlags } from "../../runtime/server/flags/settings.ts";
import { findingsOf, irOf } from "./compile-config.ts";

const HEAD = "backends: { a: { type: mock } }\ndefault_backend: a\n";

it.each([
  ["host: 0.0.0.0"],
  ["host: localhost"],
  ["host: '::'"],
  ["host: '${HOST_OF_IT}', port: '${PORT_OF_IT}'"],
  ["host: '[::1]'", "invalid-value@3"],
  ["host: 'http://localhost'", "invalid-value@3"],
  ["host: 'localhost:8000'", "invalid-value@3"],
  ["host: 300.1.1.1", "invalid-value@3"],
  ["host: '*'", "invalid-value@3"],
  ["host: 'a-${HOST_OF_IT}'", "invalid-value@3"],
  ["port: '8080'", "invalid-value@3"],
  ["port: '1${PORT_OF_IT}'", "invalid-value@3"],
])("server: { %s }", (keys, ...found) => {
  expect(findingsOf(`${HEAD}server: { ${keys} }\n`).map((finding) => finding.replace(/ .*/, ""))).toEqual(found);
});

it("has the variables among those that the artifact reads, and nothing where there are none", () => {
  const { settings, environment } = irOf(`${HEAD}server: { host: '\${H}', port: '\${P}' }\n`);
  expect(environment.map(({ env, required }) => [env, required])).toEqual([
    ["H", false],
    ["P", false],
  ]);
  expect(settings.server).toMatchObject({ host: "127.0.0.1", port: 8000, hostFrom: { env: "H" } });
  expect(Object.keys(irOf(HEAD).settings.server).toSorted()).toEqual(["host", "maxBodyBytes", "port"]);
});

it.each([
  [{}, {}, "127.0.0.1", 8000],
  [{ H: "0.0.0.0", P: "81" }, {}, "0.0.0.0", 81],
  [{ H: "0.0.0.0", P: "81", HOST: "::1", PORT: "82" }, {}, "::1", 82],
  [{ H: "0.0.0.0", P: "81" }, { host: "::", port: "83" }, "::", 83],
])("reads %j with the flags %j", (env, flags, host, port) => {
  const { settings } = irOf(`${HEAD}server: { host: '\${H}', port: '\${P}' }\n`);
  const router = { settings, backends: [] } as unknown as Parameters<typeof applyFlags>[0];
  const applied = applyFlags(router, flags, env, { canCapture: false, canRace: false, canWork: false });
  expect(applied).toMatchObject({ ok: true, settings: { server: { host, port } } });
});

it("names the variable of a port that is none", () => {
  const { settings } = irOf(`${HEAD}server: { port: '\${P}' }\n`);
  const router = { settings, backends: [] } as unknown as Parameters<typeof applyFlags>[0];
  const applied = applyFlags(router, {}, { P: "x" }, { canCapture: false, canRace: false, canWork: false });
  expect(applied).toMatchObject({ ok: false, problems: ["P: 'x' is not a port: a whole number from 0 to 65535"] });
});
