"""Records what Python's re makes of patterns and names: python3.11 record.py > results.json"""

import json
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")

WORDS = ["gpt-4o", "GPT-4o", "gpt", "claude-3", "a", "ab", "aab", "b", "q", "r", "qr", "rq", "qrq", "openai/gpt-4o-latest"]
UNICODE = ["é", "É", "😀", "x😀", "😀😀", "٣", "²", "K", "\u212a", "ſ", "İ", "ı", "i", "\u00a0", "\ufeff", "ß", "ẞ", "a\u0301", "中", "_"]

# Each is tried on all names above and on its own.
PATTERNS = {
    # flags
    "(?i)gpt-4o$": ["gPt-4O"], "(?i:gpt)-4o": ["GPT-4O"], "(?i)k": [], "(?i)s": [], "(?i)i": [], "(?i)ß": [], "(?i)[a-z]+$": ["éK"],
    "(?i)[^a-z]$": [], "(?i)é": [], "(?ai)k": [], "(?ia)é": [], "(?i)(?-i:gpt)-4O": [], "(?s).*": [], "(?s:.)$": [], "(?m)^gpt$": [],
    "(?x) gpt - 4o # a comment": [], "(?x:g p t)-4o": [], "(?u)\\w+$": [], "(?a)\\w+$": [], "(?a)\\d": [], "(?a:\\w)\\w?$": [],
    "(?a)\\b.": [], "(?a)\\s": [], "(?i)(?s)gpt": [], "(?im-s:gpt)": [], "gpt(?i)": [], "(?L)gpt": [], "(?au)x": [], "(?i-i:x)": [], "(?-i)x": [],
    "(?i)[\\W\\d]+$": [], "(?i)\\u212a": [], "(?i)[k-l]": [],
    # comments
    "gpt(?#of OpenAI)-4o": [], "a(?#twice)*b$": [], "(?#open": [],
    # escapes
    "\\141": [], "\\0141": ["\x0c1"], "[\\141]": [], "\\07": [], "\\400": [], "[\\400]": [], "\\a": [], "\\x61b": [], "\\x6": [], "\\u00e9": [],
    "\\U0001F600": [], "\\U00110000": [], "\\ud83d\\ude00": [], "\\e": [], "\\z": [], "\\p{L}": [], "[\\p{L}]": [], "\\-": ["-"], "\\é": [], "\\_": [],
    "\\8": [], "[\\8]": [], "[\\b]": ["\b"], "\\Agpt\\Z": [],
    # characters
    "😀": [], "[😀]": [], "[^😀]": [], "😀{2}$": [], "(.)(.)$": [], "(.*)(.)$": [], ".$": [], "..$": [], "\\w$": [], "\\W$": [], "\\d$": [], "\\D$": [], "\\s$": [], "\\S$": [],
    "[\\w-]+$": [], "[\\W]$": [], "[^\\W]$": [], "[^\\W\\d_]+$": [], "[^\\s]$": [], "[\\S]$": [], "[\\W_]$": [], "[\\x00-\\U0010FFFF]$": [], "[a-\\u00ff]+$": [],
    "\\w+\\b": [], ".\\b": [], ".\\B.": [], "\\bx\\b": [],
    # classes
    "[]a]+$": ["]a"], "[^]a]+$": [], "[a-]+$": ["a-"], "[--0]+$": ["-./0"], "[z-a]": [], "[\\w-a]": [], "[a-\\d]": [], "[[a]": ["["], "[": [], "[]": [], "[^]": [], "[a^b]+": ["a^"],
    # repetitions
    "a{,2}b": [], "a{,}b": [], "a{2,}b": [], "a{}": ["a{}"], "a{x": ["a{x"], "{": ["{"], "a{1,2}?": [], "a{2,1}": [], "a**": [], "a{2}{3}": [], "*a": [], "(*a)": [], "^*": [],
    "\\b*": [], "(?=a)*a": [], "(?:)*a": [], "a|*": [], "a++": [], "a?+": [], "(?>a)": [], "x*": [], "a{99999999999}": [], "(?i)*": [],
    # groups
    "(?P<n>a)(?P=n)b": [], "(?P<é>a)": [], "(?P<x>a)(?P<x>b)": [], "(?P=x)": [], "(a)\\1": [], "(a)\\2": [], "(a\\1)": [], "(?(1)a|b)": [], "(a)?(?(1)b|q)": [], "(": [], ")": [], "(?": [], "(?Px)": [],
    "(?:(q)|r)*$": ["rr", "qrr", "qqr"], "(?:(q)|(r))*$": [], "((q)|r)*$": [], "(?:(q)|r)+": [], "(?:(q)|r){2}$": [], "(?:(q)|r)*?$": [], "(?:(q)?r)*$": ["qrr"], "(a*)*$": [], "(a*)*": [],
    "(a*)+b": [], "(a|b)*$": [], "(?:|a)*": [], "(?:|a)*$": [], "(a?)?b": [], "(|a)+b": [], "(?:a|(b))*": [], "(?:(a)|b)\\1": [], "(?:(a)|b)*\\1": [], "(a)?\\1": [], "(a)?b\\1": [],
    "(?i)(a)\\1": [], "(?:(a)b)+\\1": ["aba"], "(a|(b))+": [], "((a)|(b))+$": [], "(?:(a)|(b)|c)+$": ["abc", "bac"], "(?=(a))a*b": [], "(?!(a))b": [], "(?:(?=(q))|r)*q": [],
    # looking around
    "(?!claude).*": [], "(?=.*4o).*": [], "(?=.*-)(.*)-(.*)$": [], ".*(?<=4o)$": [], ".*(?<!latest)$": [], "(?<=a+)b": [], "(?<=a|bc)b": [], "a(?<=a|b)b": [], "(?<=(a))b": [], ".*(?<=(a)b)$": [], "a(?<=a)?b": [],
    # those that blow up
    "^(a+)+b$": ["aaaaaaaab", "aaaaaaaaa"], "^([a-z0-9]+-?)+$": ["llama-3-70b", "llama-3-70B"], "^(.*)-(.*)-(.*)-latest$": ["a-b-c-latest", "a-b-c-d-latest", "a-b-latest"],
    "(.*)\\/(.*)$": ["a/b/c"], "(a|a)*b$": [], "(.+)+\\/": [], "(?:a?){12}b": [], "(x+x+)+y": ["xxxxxy", "xxxxx"], "(\\w+[-.]?)*:(.*)$": ["a-b.c:d"],
}

ATOMS = ["a", "b", "-", ".", "\\d", "\\w", "\\W", "[a-c]", "[^a]", "[^\\W\\d_]", "é", "😀", "\\b", "^", "$", "K", "s", "\\x61", "(?#c)", "[]a]"]
TIMES = ["", "", "", "*", "+", "?", "*?", "+?", "??", "{2}", "{,2}", "{0,2}?"]


def item(rng, depth):
    kind = rng.random()
    if depth == 0 or kind < 0.45:
        made = rng.choice(ATOMS)
    elif kind < 0.65:
        made = "(" + pattern(rng, depth - 1) + ")"
    elif kind < 0.85:
        made = rng.choice(["(", "(?:"]) + pattern(rng, depth - 1) + "|" + rng.choice(["", pattern(rng, depth - 1)]) + ")"
    elif kind < 0.95:
        made = rng.choice(["(?=", "(?!", "(?<=", "(?i:", "(?a:"]) + pattern(rng, depth - 1) + ")"
    else:
        made = "\\" + rng.choice("12")
    return made + rng.choice(TIMES)


def pattern(rng, depth):
    return "".join(item(rng, depth) for _ in range(rng.randint(1, 3)))


def name(rng):
    letters = rng.choice(["ab", "ab-", "abcé😀-1K\u212aSſ_٣"])
    return "".join(rng.choice(letters) for _ in range(rng.randint(1, 5)))


def record(text, names):
    try:
        compiled = re.compile(text)
    except (re.error, OverflowError, ValueError) as error:
        return {"pattern": text, "error": str(error)}
    matches = {}
    for each in names:
        match = compiled.match(each)
        matches[each] = None if match is None else [match.group(0), *(group or "" for group in match.groups())]
    return {"pattern": text, "names": matches}


rng = random.Random(11)
cases = [record(text, [*own, *WORDS, *UNICODE]) for text, own in PATTERNS.items()]
cases += [record(pattern(rng, 2), [name(rng) for _ in range(6)]) for _ in range(600)]
sys.stdout.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=True, separators=(",", ":")) for case in cases) + "\n]\n")
