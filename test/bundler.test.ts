import { expect, test } from "vitest";
import { runBundler } from "../generator/7-bundle/bundler.ts";

/** What every encoder does: make an object, set some of its members on a condition, return it. */
const SOURCE = `
  const setMember = (made, name, value) => { made[name] = value; };
  function describe({ description, strict, schema }, name) {
    const described = { name };
    if (description !== null) described.description = description;
    if (strict !== null) described.strict = strict;
    if (schema !== undefined) setMember(described, "schema", schema);
    return described;
  }
  export const encode = (tool) => {
    const made = { type: "function", function: describe(tool, "f") };
    if (tool.cached === true) made.cache_control = "on";
    return made;
  };
`;

test.each([true, false])(
  "members that are set after an object was made are in the bundle, minified: %s",
  async (minify) => {
    const { code } = await runBundler({
      modules: new Map([["turnout:entry.ts", SOURCE]]),
      entry: "turnout:entry.ts",
      scheme: /^none:/,
      resolve: () => null,
      fill: () => "null",
      minify,
    });
    const { encode } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
    expect(encode({ description: "d", strict: true, schema: {}, cached: true })).toEqual({
      type: "function",
      function: { name: "f", description: "d", strict: true, schema: {} },
      cache_control: "on",
    });
  },
);
