import { describe, expect, it } from "vitest";
import { readPattern } from "../../generator/regexp/read-pattern.ts";

function sourceOf(pattern: string): string | null {
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(`${pattern}: ${read.error.problem}`);
  const { matching } = read;
  return matching.kind === "regexp" ? `/${matching.source}/${matching.flags}` : null;
}

describe("Python patterns in JavaScript", () => {
  it.each([
    ["^gpt-(.*)$", "/^gpt-(.*)$/u"],
    ["gpt", "/^gpt/"],
    ["a|b", "/^(?:a|b)/"],
    ["^a|b$", "/^(?:^a|b$)/"],
    ["(a|b)", "/^(a|b)/"],
    ["(?P<n>a)(?P=n)", "/^(?<n>a)(?:\\1)/"],
    ["(?P<é>a)", "/^(a)/"],
    ["\\Agpt\\Z", "/^gpt$/"],
    ["a{,3}", "/^a{0,3}/"],
    ["a{,}", "/^a*/"],
    ["a{", "/^a\\{/"],
    ["a{1,2}?", "/^a{1,2}?/"],
    ["[]a]", "/^[\\]a]/"],
    ["[^]a]", "/^[^\\]a]/u"],
    ["a/b", "/^a\\/b/"],
    ["\\.\\w", "/^\\.[\\p{L}\\p{N}_]/u"],
    ["(?a)\\d\\w\\s", "/^\\d\\w[\\x09-\\x0d ]/"],
    ["\\D\\S", "/^\\P{Nd}[^\\x09-\\x0d\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]/u"],
    ["[^\\W\\d_]", "/^(?:(?![\\p{Nd}_])[\\p{L}\\p{N}_])/u"],
    ["[\\W_]", "/^(?:[_]|[^\\p{L}\\p{N}_])/u"],
    ["(?a)\\b[\\W]", "/^\\b\\W/u"],
    ["(?:a)(?=b)(?<!c)", "/^(?:a)(?=b)(?<!c)/"],
    ["(?=a)?a", "/^(?:(?=a))?a/"],
    ["(?i)gpt-4", "/^[gG][pP][tT]-4/"],
    ["(?i)k", "/^[kK\\u212a]/".replace("\\u212a", "\u212a")],
    ["(?i)[a-c]", "/^[a-cA-C]/"],
    ["(?i:g)pt", "/^(?:[gG])pt/"],
    ["(?x) a b # c", "/^ab/"],
    ["a(?#b)c", "/^ac/"],
    ["\\141\\x62\\u0063\\U00000064", "/^abcd/"],
    ["😀+", "/^😀+/u"],
    ["\\u200b", "/^\\u200b/"],
  ])("%s", (pattern, source) => {
    expect(sourceOf(pattern)).toBe(source);
  });

  it.each([
    ["^gpt-(", 5, "this parenthesis is never closed"],
    ["a)", 1, "this parenthesis closes none"],
    ["x[ab", 1, "this bracket is never closed"],
    ["a\\", 1, "it ends in a backslash"],
    ["*a", 0, "there is nothing that `*` could repeat"],
    ["a(+)", 2, "there is nothing that `+` could repeat"],
    ["a**", 2, "`*` repeats a repetition"],
    ["(a)\\2", 3, "there is no group `2` before it"],
    ["(?P=x)", 0, "there is no group `x` before it"],
    ["(a\\1)", 2, "the group `1` is not closed yet"],
    ["(?P<x>a)(?P<x>b)", 8, "there are two groups `x`"],
    ["[\\Z]", 1, "Python's `re` has no `\\Z`"],
    ["a{3,1}", 1, "`{3,1}` has its smaller number last"],
    ["b[z-a]", 2, "`z-a` is no range of characters"],
    ["b[\\d-a]", 2, "`\\d-a` is no range of characters"],
    ["gpt(?i)", 3, "flags for the whole pattern have to stand at its start"],
    ["(?L)a", 0, "the flag `L` is for bytes, and a name is text"],
    ["(?au)a", 0, "the flags `a` and `u` exclude each other"],
    ["(?i-i:a)", 0, "`(?i-i:` turns a flag on and off"],
    ["(?-i)a", 0, "`(?-i)` is not one of Python's ways to write flags"],
    ["a\\xz", 1, "`\\x` needs two hexadecimal digits behind it"],
    ["\\U00110000", 0, "there is no character `\\U00110000`"],
    ["\\400", 0, "`\\400` is above `\\377`, the last of Python's octal characters"],
    ["(?#a", 0, "this comment is never closed"],
    ["a(?<=b+)", 0, "a look-behind can take only a fixed number of characters"],
    ["a{99999999999}", 1, "`{99999999999}` repeats too often"],
  ])("rejects %s, as Python does", (pattern, offset, problem) => {
    expect(readPattern(pattern)).toMatchObject({ ok: false, error: { kind: "invalid", offset, problem } });
  });

  it.each([
    ["b(?>a)", 1, "a group that gives nothing back, `(?>…)`, is not supported"],
    ["ab++", 2, "a repetition that gives nothing back, `++`, is not supported"],
    ["(a)?(?(1)b|c)", 4, "a part that depends on a group, `(?(…)…)`, is not supported"],
    ["\\N{BULLET}", 0, "characters cannot be written by their names"],
    ["\\ud83d\\ude00", 0, "`\\ud83d` is half of a character"],
    ["(a)?\\1", 4, "`\\1` refers to a group that a name may leave out"],
    ["(?P<n>a)?(?P=n)", 9, "`(?P=n)` refers to a group that a name may leave out"],
    ["(?:(a)|b)*\\1", 10, "`\\1` refers to a group that a name may leave out"],
    ["(a)(?i:\\1)", 7, "a reference to a group cannot ignore case"],
    ["(a)(?<=\\1)", 7, "a reference to a group cannot stand in a look-behind"],
    ["(.*)-(.*)-\\1-x", 0, "with a reference to a group, it can take very long for a name of 1,024 characters"],
    ["(x)(?:(a)|b)*\\1", 0, "a reference to a group cannot stand beside a repeated group that may take no part"],
    ["(?:a{1000}){1000}(.*)-(.*)-(.*)-x", 0, "it is too large"],
    ["^(?:a{1,100}){1,100}b$", 0, "it is too large"],
    ["a".repeat(100_001), 0, "it is too large"],
  ])("refuses %s", (pattern, offset, problem) => {
    expect(readPattern(pattern)).toMatchObject({ ok: false, error: { kind: "unsupported", offset, problem } });
  });
});

describe("what a message says to write instead", () => {
  it.each([
    ["gpt-\\p{L}+", "\\p{L}", "[^\\W\\d_]"],
    ["gpt-\\pL+", "\\pL", "[^\\W\\d_]"],
    ["gpt-\\p{Nd}+", "\\p{Nd}", "\\d"],
    ["gpt\\z", "\\z", "\\Z"],
    ["gpt\\h", "\\h", "[ \\t]"],
    ["(a)\\k<1>", "\\k<1>", "\\1"],
    ["\\ud83d\\ude00", "\\ud83d\\ude00", "\\U0001F600"],
    ["x{3,1}", "{3,1}", "{1,3}"],
    ["a{2}{3}", "a{2}{3}", "(?:a{2}){3}"],
    ["*-latest", "*", ".*"],
    ["[\\400]", "\\400", "\\u0100"],
    ["(?<=a|bc)", "(?<=a|bc)", "(?:(?<=a)|(?<=bc))"],
    ["a(?i)b", "a(?i)b", "(?i)ab"],
    ["(?au)b", "(?au)", "(?a)"],
    ["a++b", "++", "+"],
  ])("%s", (pattern, mistake, written) => {
    const read = readPattern(pattern);
    expect(read.ok).toBe(false);
    if (!read.ok && written !== "(?i)ab" && written !== "(?a)") expect(read.error.hint).toContain(`\`${written}\``);
    expect(readPattern(pattern.replace(mistake, () => written))).toMatchObject({ ok: true });
  });
});
