#!/usr/bin/env node
/** Looks at the version of Node before anything is loaded that an old one cannot read. The rest is in `main.ts`. */
import { LEAST_NODE } from "./files/least-node.ts";

const { node } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);
if (major < LEAST_NODE.major || (major === LEAST_NODE.major && minor < LEAST_NODE.minor)) {
  console.error(`turnout needs Node ${LEAST_NODE.major}.${LEAST_NODE.minor} or later, and this is Node ${node}.`);
  process.exitCode = 1;
} else {
  void import("./main.ts");
}
