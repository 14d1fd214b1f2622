import { describe, expect, it } from "vitest";
import type { Capture } from "../../runtime/observe/capture/capture.ts";
import { nearNames } from "../../runtime/selector/near.ts";
import { everyPart } from "../../runtime/server/every-part.ts";
import { commandOf } from "../../runtime/server/flags/command.ts";
import { helpText } from "../../runtime/server/flags/help.ts";
import { httpDriver } from "../../runtime/upstream/http/driver.ts";
import { mockDriver } from "../../runtime/upstream/mock/driver.ts";
import { mockBackend } from "../support/mock.ts";
import { bareRouter, httpBackend } from "../support/router.ts";

const router = bareRouter([
  httpBackend("openai", 0, { keys: { kind: "listed", keys: [{ env: "OPENAI_API_KEY", at: "config.yaml:3" }] } }),
  mockBackend({ index: 1 }),
]);
const { openCapture: _, ...parts } = everyPart(router.settings);
const artifact = {
  router,
  ...parts,
  drivers: { http: httpDriver, mock: mockDriver },
  about: { version: "1.2.3", backends: ["openai", "mock"] },
};
const noCapture: Capture = {
  received() {},
  watchUpstream: (_context, _attempt, _request, events) => events,
  close: () => Promise.resolve(),
  closeNow() {},
};
const command = (argv: string[], env: Record<string, string> = {}) => commandOf(artifact, argv, env);

function settings(argv: string[], env: Record<string, string> = {}) {
  const result = command(argv, env);
  if (result.kind !== "serve") throw new Error(`not a command that serves: ${JSON.stringify(result)}`);
  return result.settings;
}

describe("the artifact's flags", () => {
  it("leave the config's settings alone where there are none", () => {
    expect(settings([])).toEqual(router.settings);
  });

  it("override the environment, and it overrides the config", () => {
    expect(settings([], { PORT: "9000", HOST: "0.0.0.0" }).server).toMatchObject({ port: 9000, host: "0.0.0.0" });
    expect(settings(["--port", "0", "--host=::1"], { PORT: "9000", HOST: "0.0.0.0" }).server).toMatchObject({
      port: 0,
      host: "::1",
    });
  });

  it("select from what was compiled", () => {
    const argv = [
      "--default-backend",
      "mock",
      "--force-model",
      "openai:gpt-4o?temperature=0.5",
      "--static-route",
      "mock:a|openai:b",
    ];
    expect(settings([...argv, "--log-level", "debug"])).toMatchObject({
      defaultBackend: "mock",
      forceModel: "openai:gpt-4o?temperature=0.5",
      staticRoute: "mock:a|openai:b",
      log: { level: "debug" },
    });
  });

  it("let Node read all requests", () => {
    expect(settings([]).server.httpParser).toBeUndefined();
    expect(settings(["--http-parser", "fast"]).server.httpParser).toBeUndefined();
    expect(settings(["--http-parser", "node"]).server.httpParser).toBe("node");
  });

  it("switch failure handling off", () => {
    expect(settings([]).failure.enabled).toBe(true);
    expect(settings(["--disable-failure-handling"]).failure).toEqual({ ...router.settings.failure, enabled: false });
  });

  it.each([
    [["--default-backend", "opnai"], /'opnai' was not compiled in\. Did you mean 'openai'\? Compiled in: openai, mock/],
    [["--force-model", "groq:llama"], /--force-model: backend 'groq' was not compiled in.*openai, mock/],
    [["--static-route", "a|"], /--static-route: /],
    [["--force-model", "openai:x?temperature=9"], /temperature must be/],
    [["--force-model", "openai:x?temprature=1"], /unknown parameter 'temprature'/],
    [["--workers", "2"], /--workers: workers were not compiled.*server\.workers.*turnout build --workers/],
    [["--capture-file", "x"], /--capture-file: capturing was not compiled.*capture_file.*turnout build --capture/],
    [["--http-parser", "own"], /--http-parser: 'own' is not one of fast, node/],
    [["--log-level", "loud"], /'loud' is not one of debug, info, warn, error, silent/],
    [["--port", "65536"], /--port: '65536' is not a port/],
    [["--port", "-1"], /--port/],
    [["--port", ""], /--port/],
    [["--host", " "], /--host/],
    [["--prot", "1"], /--prot/],
    [["--port"], /--port/],
    [["extra"], /extra/],
  ])("%j is wrong usage", (argv, message) => {
    expect(command(argv)).toMatchObject({ kind: "wrong-usage", message: expect.stringMatching(message) });
  });

  describe("for a capture", () => {
    const recording = { ...artifact, openCapture: () => noCapture };
    const given = (...argv: string[]) => commandOf(recording, argv, {});

    it("name its file, in place of the config's", () => {
      expect(given("--capture-file", "a.jsonl")).toMatchObject({ settings: { capture: { file: "a.jsonl" } } });
      expect(given()).toMatchObject({ settings: { capture: router.settings.capture } });
    });

    it.each(["", " ", "logs/"])("rejects %j", (file) => {
      expect(given("--capture-file", file)).toMatchObject({
        kind: "wrong-usage",
        message: expect.stringMatching(/^--capture-file: .*file name/),
      });
    });

    it("describe it in the help", () => {
      expect(given("--help")).toMatchObject({ text: expect.stringMatching(/--capture-file F +record requests/) });
    });
  });

  it("report every mistake of a command line", () => {
    const wrong = command(["--port", "x", "--default-backend", "y"]);
    expect(wrong).toMatchObject({ kind: "wrong-usage", message: expect.stringMatching(/--port.*\n--default-backend/) });
  });

  it("rejects an invalid PORT", () => {
    expect(command([], { PORT: "http" })).toMatchObject({
      kind: "wrong-usage",
      message: expect.stringMatching(/^PORT: 'http'/),
    });
  });
});

describe("what the artifact prints", () => {
  it("its version and its manifest", () => {
    expect(command(["--version"])).toEqual({ kind: "print", text: "1.2.3\n", code: 0 });
    const about = command(["--about"]);
    expect(about.kind === "print" && JSON.parse(about.text)).toEqual(artifact.about);
  });

  it("help of at most 80 columns, however many backends there are", () => {
    const names = ["main", "a-very-long-name-".repeat(4), ...Array.from({ length: 30 }, (_, i) => `backend-${i}`)];
    const text = helpText(bareRouter(names.map((name, index) => httpBackend(name, index))), { canCapture: true });
    for (const name of names) expect(text).toContain(name);
    const wide = text.split("\n").filter((line) => line.length > 80 && !line.includes("very-long-name"));
    expect(wide).toEqual([]);
  });

  it("help that names every flag and the compiled backends", () => {
    const help = command(["--help"]);
    const text = help.kind === "print" ? help.text : "";
    for (const flag of [
      "port",
      "host",
      "default-backend",
      "force-model",
      "static-route",
      "capture-file",
      "log-level",
      "http-parser",
      "disable-failure-handling",
      "check-env",
      "about",
      "version",
      "help",
    ]) {
      expect(text).toContain(`--${flag} `);
    }
    expect(text).toContain("openai, mock");
  });

  it("what is missing from the environment, without any value", () => {
    expect(command(["--check-env"])).toEqual({
      kind: "print",
      text: "OPENAI_API_KEY is not set: key of backend openai (config.yaml:3)\n",
      code: 1,
    });
    expect(command(["--check-env"], { OPENAI_API_KEY: "sk-secret" })).toMatchObject({
      code: 0,
      text: expect.not.stringContaining("sk-secret"),
    });
  });

  it("optional variables that are missing, which is not a failure", () => {
    const sharing = bareRouter([mockBackend()], { state: { env: "REDIS_URL", at: "config.yaml:9" } });
    expect(commandOf({ ...artifact, router: sharing }, ["--check-env"], {})).toEqual({
      kind: "print",
      text: `REDIS_URL is not set: state stays in memory, shared with no other server (config.yaml:9)
Every environment variable that the config needs is set.
`,
      code: 0,
    });
  });
});

describe("near names", () => {
  it.each([
    ["gpt4o", ["gpt-4o", "gpt-4o-mini", "claude"], ["gpt-4o"]],
    ["OPENAI", ["openai", "openrouter"], ["openai"]],
    ["zzz", ["openai"], []],
    ["x", ["a", "b"], []],
    ["anything", [], []],
  ])("of %s among %j are %j", (wrong, names, expected) => {
    expect(nearNames(wrong, names)).toEqual(expected);
  });
});
