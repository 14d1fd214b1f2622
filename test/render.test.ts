import { describe, expect, it } from "vitest";
import { frame } from "../generator/diagnostics/frame.ts";
import { maskConfig } from "../generator/diagnostics/mask.ts";
import { renderGithub } from "../generator/diagnostics/render-github.ts";
import { renderJson } from "../generator/diagnostics/render-json.ts";
import { renderPretty } from "../generator/diagnostics/render-pretty.ts";
import { diagnostic } from "../generator/diagnostics/report.ts";
import { suggest } from "../generator/diagnostics/suggest.ts";

const span = { file: "a,b:c.yaml", line: 1, column: 3, offset: 2, length: 4 };
const finding = diagnostic("foreign-key", span, { key: "100%", product: "X", nearest: "Remove it." });

describe("renderers", () => {
  it("give programs data", () => {
    expect(JSON.parse(renderJson([finding]))).toEqual([
      {
        code: "foreign-key",
        severity: "error",
        file: "a,b:c.yaml",
        line: 1,
        column: 3,
        endColumn: 7,
        message: "`100%` is a setting of X that Turnout does not have.",
        why: "Much of such a config carries over, but this key would have no effect here.",
        fix: "Remove it.",
      },
    ]);
  });

  it("escape what GitHub would interpret", () => {
    expect(renderGithub([finding])).toBe(
      "::error file=a%2Cb%3Ac.yaml,line=1,col=3,endColumn=7,title=foreign-key::`100%25` is a setting of X that Turnout " +
        "does not have.%0AMuch of such a config carries over, but this key would have no effect here.%0ARemove it.\n",
    );
  });

  it("use colours only on request", () => {
    const texts = new Map([["a,b:c.yaml", "  100%: 1"]]);
    const plain = renderPretty([finding], texts, { color: false });
    const colored = renderPretty([finding], texts, { color: true });
    expect(plain).not.toContain("\u001b");
    expect(colored).toContain("\u001b[31m");
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(plain);
  });

  it("show the right line of a file with a byte order mark", () => {
    const text = "\uFEFFone: 1\ntwo: 2\nthree: 3\n";
    const place = { ...span, line: 3, column: 1, offset: 14, length: 5 };
    const shown = renderPretty(
      [diagnostic("unknown-key", place, { key: "three", where: "here", hint: "Remove it." })],
      new Map([[span.file, text]]),
      {
        color: false,
      },
    );
    expect(shown).toContain("3 | three: 3\n");
  });

  it("hide the password in a URL", () => {
    const text = "base_url: 'https://user:hunter22@host.example/v1' # mail@example.org\n";
    expect(maskConfig(text, [])).toBe("base_url: 'https://*************@host.example/v1' # mail@example.org\n");
  });

  it("name an unreadable file without quoting a line of it", () => {
    const missing = diagnostic("missing-file", null, { file: "no.yaml", problem: "there is no such file" });
    const text = renderPretty([missing], new Map(), { color: false });
    expect(text).toContain("error[missing-file]: `no.yaml` cannot be read: there is no such file.\n");
    expect(text).not.toContain("-->");
  });

  it("put errors before warnings, each in the order of the file", () => {
    const at = (line: number) => ({ ...span, line, offset: line * 10 });
    const all = [
      diagnostic("no-effect-here", at(1), { key: "k", type: "mock", reason: "r" }),
      diagnostic("env-in-url", at(9), { key: "k", without: "here", hint: "h" }),
      diagnostic("env-in-url", at(3), { key: "k", without: "here", hint: "h" }),
    ];
    expect(JSON.parse(renderJson(all)).map(({ line }: { line: number }) => line)).toEqual([3, 9, 1]);
  });
});

describe("a frame", () => {
  const at = (text: string, words: string) => {
    const offset = text.indexOf(words);
    const column = offset - text.lastIndexOf("\n", offset - 1);
    return frame(text, { file: "f", line: 2, column, offset, length: words.length });
  };

  it.each([
    ["tabs", "x\n\ta: b", "b", "  a: b", "     ^"],
    ["wide characters", "x\n日本: b", "b", "日本: b", "      ^"],
    ["characters that move the cursor", "x\n\u001b[2Ja: b", "b", "·[2Ja: b", "       ^"],
    ["carriage returns", "x\r\na: bc\r\ny", "bc", "a: bc", "   ^^"],
  ])("is placed correctly after %s", (_, text, words, source, underline) => {
    expect(at(text, words)).toEqual({ number: "2", source, underline });
  });

  it("shows the underlined words of a very long line", () => {
    const { source, underline } = at(`x\n${"a".repeat(5000)}WORD${"b".repeat(5000)}`, "WORD");
    expect(source).toHaveLength(100);
    expect(source.slice(underline.indexOf("^"), underline.length)).toBe("WORD");
  });

  it("underlines only the first line of many", () => {
    expect(at("x\na:\n  b: 1", "a:\n  b: 1").underline).toBe("^^");
  });
});

describe("masking", () => {
  it.each([
    ["api_key: hunter2", "api_key: *******"],
    ["{ api_key: hunter2, type: x }", "{ api_key: *******, type: x }"],
    ["a: { api_key: hunter2 }, b: { type: y }", "a: { api_key: ******* }, b: { type: y }"],
    ["{ api_key: hun,ter}2, type: x }", "{ api_key: *********, type: x }"],
    ["{ api_key: 'hunter2', type: x }", "{ api_key: '*******', type: x }"],
    ['{ "api_key": "hun, ter: 2", "type": "x" }', '{ "api_key": "***********", "type": "x" }'],
    ["api_key: hunter2 # in the vault", "api_key: ******* # in the vault"],
    ["api_key: hunter#2", "api_key: ********"],
    ["api_key: 'hunter2' # in the vault", "api_key: '*******' # in the vault"],
    ["{ api_keys: [hunter2, ${A}, hunter3], type: x }", "{ api_keys: [*******, ${A}, *******], type: x }"],
    ["password: |\n  hunter2\n  hunter # 3\ntype: x", "password: *\n*********\n************\ntype: x"],
    ['{ api_key: "${A}", type: x }', '{ api_key: "${A}", type: x }'],
    ['api_keys: ["${A}", hunter2]', 'api_keys: ["${A}", *******]'],
    ["api_keys:\n  - ${A}\n  - hunter2\ntype: x", "api_keys:\n  - ${A}\n  - *******\ntype: x"],
    ["x-api-key: hunter2", "x-api-key: *******"],
    ["state: redis://:hunter2@h", "state: ******************"],
    ['state: "${REDIS_URL}"', 'state: "${REDIS_URL}"'],
    ["max_tokens: 512", "max_tokens: 512"],
    ["a: sk-abcdefghijklmnop # b", "a: ******************* # b"],
    ["Authorization: Bearer ${A}", "Authorization: Bearer ${A}"],
  ])("%s", (text, masked) => {
    expect(maskConfig(text, [])).toBe(masked);
  });

  it("covers the parts that were found", () => {
    expect(maskConfig("a: hunter2\nb", [{ offset: 3, length: 7 }])).toBe("a: *******\nb");
  });
});

describe("suggestions", () => {
  it.each([
    ["tpye", ["name", "type"], ["type"]],
    ["defualt_backend", ["default_backend", "backends"], ["default_backend"]],
    ["baseUrl", ["base_url", "timeout"], ["base_url"]],
    ["colour", ["type", "models"], []],
    ["x", ["a", "bc"], []],
  ])("%s", (word, candidates, near) => {
    expect(suggest(word, candidates)).toEqual(near);
  });
});
