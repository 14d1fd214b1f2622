import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { CaptureSettings } from "../../runtime/contract/settings.ts";
import { createLogger } from "../../runtime/log/create-logger.ts";
import type { Capture } from "../../runtime/observe/capture/capture.ts";
import { createCapture } from "../../runtime/observe/capture/create-capture.ts";
import { diskFiles, type Files } from "../../runtime/observe/capture/files.ts";
import { type Mailbox, mailbox } from "./deferred.ts";
import { type FakeClock, fakeClock } from "./fake-clock.ts";

/** A line of a capture file, as far as tests look at it. */
export interface Line {
  readonly timestamp_iso: string;
  readonly timestamp_unix: number;
  readonly sequence: number;
  readonly direction: string;
  readonly source: string;
  readonly destination: string;
  readonly session_id: string | null;
  readonly request_id: string;
  readonly backend: string | null;
  readonly model: string | null;
  readonly attempt: number | null;
  readonly key_name: string | null;
  readonly content_type: string | null;
  readonly content_length: number | null;
  readonly payload: unknown;
  readonly metadata: Readonly<Record<string, unknown>> & { readonly event: string };
}

export interface TestCapture {
  readonly capture: Capture;
  readonly clock: FakeClock;
  readonly folder: string;
  readonly file: string;
  /** What it logs, each with its `event`. */
  readonly log: Mailbox<Readonly<Record<string, unknown>>>;
  /** What the file says, or another one. */
  text(file?: string): string;
  lines(file?: string): Line[];
}

/** A folder that is there until the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "turnout-capture-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function startCapture(
  settings: Partial<CaptureSettings> = {},
  { secrets = [], files = diskFiles }: { readonly secrets?: readonly string[]; readonly files?: Files } = {},
): TestCapture {
  const folder = temporaryFolder();
  const file = settings.file ?? join(folder, "capture.jsonl");
  const clock = fakeClock();
  const log = mailbox<Readonly<Record<string, unknown>>>();
  const sink = (text: string) => {
    for (const line of text.split("\n").filter(Boolean)) log.put(JSON.parse(line) as Record<string, unknown>);
  };
  const logger = createLogger({ level: "info", secrets: [], clock, sink });
  const told = { ...logger, warn: flushed(logger.warn), info: flushed(logger.info) };
  function flushed(write: typeof logger.warn): typeof logger.warn {
    return (event, fields) => {
      write(event, fields);
      logger.flush();
    };
  }
  const capture = createCapture(
    {
      settings: { maxBytes: 1e8, maxFiles: 5, totalMaxBytes: 1e9, flushInterval: 1, ...settings, file },
      secrets,
      clock,
      log: told,
    },
    files,
  );
  onTestFinished(() => capture.close());
  const text = (path = file) => (existsSync(path) ? readFileSync(path, "utf8") : "");
  return { capture, clock, folder, file, log, text, lines: (path) => parseLines(text(path)) };
}

/** Lets time pass, a second at a turn, until something shows. */
export async function until({ clock }: Pick<TestCapture, "clock">, seen: () => boolean): Promise<void> {
  while (!seen()) {
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export function parseLines(text: string): Line[] {
  if (text !== "" && !text.endsWith("\n")) throw new Error("The file ends in half a line.");
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}
