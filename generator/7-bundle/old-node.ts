/**
 * An old Node has to say which one is needed. It reads all of a module before it runs any of it, and it fails with the line
 * at which it stopped: of a minified server, a screen full of code.
 */
import { LEAST_NODE } from "../files/least-node.ts";

/** The first line of the server, which can be read by every Node that has modules. */
export function versionLine(): string {
  const { major, minor } = LEAST_NODE;
  const least = `${major}.${minor}`;
  return [
    // A Node before 16.11 stops here, and shows this line.
    `class NeedsNode${major}{static{}}`,
    `{const[a,b]=process.versions.node.split(".");if(a<${major}||a==${major}&&b<${minor}){`,
    `console.error("This server needs Node ${least} or later, and this is Node "+process.versions.node+".");`,
    "process.exit(1)}}",
  ].join("");
}

/**
 * Takes what it needs of Node's modules when it runs, behind the check, and not when it is linked: a name that an old Node
 * does not have would be an error before the check. Every line stays a line, so that the source map keeps.
 */
export function lateNames(code: string): string {
  let count = 0;
  return code.replace(
    /^import (?:(\w+|\$\w*), )?\{ ([^}]+) \} from "(node:[\w/]+)";$/gm,
    (_, whole: string | undefined, names: string, from: string) => {
      count++;
      const module = `node$${count}`;
      const first = whole === undefined ? "" : `import ${whole} from "${from}"; `;
      return `${first}import * as ${module} from "${from}"; const { ${names.replace(/ as /g, ": ")} } = ${module};`;
    },
  );
}
