/** How clients in other languages are installed from their own registries and started, by the file that names their versions. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export type Command = readonly [command: string, ...args: string[]];

export interface Toolchain {
  /** What names the versions of all that is installed, next to the program. */
  readonly manifests: readonly [string, ...string[]];
  readonly sources: readonly string[];
  /** What has to be on the PATH, in at least that version, and what prints its version. */
  readonly needs: readonly { readonly asked: Command; readonly least: readonly [number, number] }[];
  /** Run one after another in the program's folder; `built` is where all that comes of them goes. */
  build(built: string): readonly Command[];
  start(built: string, folder: string): Command;
  /** Where `start` finds what several programs share; none if it is left out. */
  readonly env?: Readonly<Record<string, string>>;
}

const python: Toolchain = {
  manifests: ["requirements.txt"],
  sources: [],
  needs: [
    { asked: ["python3", "--version"], least: [3, 10] },
    // Some distributions package it apart, and it makes what follows.
    { asked: ["python3", "-m", "ensurepip", "--version"], least: [9, 0] },
  ],
  build: (built) => [
    ["python3", "-m", "venv", "--clear", built],
    [join(built, "bin/pip"), "install", "--quiet", "--requirement", "requirements.txt"],
  ],
  start: (built, folder) => [join(built, "bin/python"), join(folder, "client.py")],
  env: { PYTHONDONTWRITEBYTECODE: "1", PYTHONPATH: import.meta.dirname },
};

const go: Toolchain = {
  manifests: ["go.mod", "go.sum"],
  sources: ["main.go"],
  needs: [{ asked: ["go", "version"], least: [1, 26] }],
  build: (built) => [["go", "build", "-mod=readonly", "-o", join(built, "client"), "."]],
  start: (built) => [join(built, "client")],
};

const rust: Toolchain = {
  manifests: ["Cargo.toml", "Cargo.lock"],
  sources: ["src/main.rs"],
  needs: [
    { asked: ["cargo", "--version"], least: [1, 85] },
    // It links with it.
    { asked: ["cc", "--version"], least: [0, 0] },
  ],
  build: (built) => [["cargo", "build", "--quiet", "--locked", "--target-dir", built]],
  start: (built) => [join(built, "debug/client")],
};

const java: Toolchain = {
  manifests: ["pom.xml"],
  sources: ["src/main/java/Client.java"],
  needs: [
    { asked: ["javac", "-version"], least: [17, 0] },
    { asked: ["mvn", "--version"], least: [3, 8] },
  ],
  build: (built) => [["mvn", "--quiet", "--batch-mode", `-Dbuilt=${built}`, "compile", "dependency:copy-dependencies"]],
  start: (built) => ["java", "-cp", `${join(built, "classes")}:${join(built, "dependency")}/*`, "Client"],
};

export const TOOLCHAINS: readonly Toolchain[] = [python, go, rust, java];

/** What of it this machine lacks; null: nothing. */
export function lackOf({ needs }: Toolchain): string | null {
  for (const { asked, least } of needs) {
    const [command, ...args] = asked;
    const { stdout, stderr, status, error } = spawnSync(command, args, { encoding: "utf8" });
    if (error !== undefined) return `there is no ${command} on the PATH`;
    if (status !== 0) return `${asked.join(" ")} fails: ${stderr.trim()}`;
    const [major = 0, minor = 0] = /(\d+)\.(\d+)/.exec(stdout)?.slice(1).map(Number) ?? [];
    if (major < least[0] || (major === least[0] && minor < least[1]))
      return `${command} ${major}.${minor} is older than ${least.join(".")}`;
  }
  return null;
}
