import { diskFiles, type Files } from "../../runtime/observe/capture/files.ts";
import { type Line, type TestCapture, until } from "./capture.ts";
import { type Captured, captureServer } from "./capture-traffic.ts";
import { send } from "./client.ts";

/** An error as the disk has it. */
export const failure = (code: string) => Object.assign(new Error(`${code}: on purpose`), { code });

/** The disk, with files whose behaviour the test can change. */
export function filesThat(change: { write?: (bytes: Buffer) => Promise<Buffer> }): Files {
  return {
    ...diskFiles,
    async open(path) {
      const file = await diskFiles.open(path);
      return { ...file, write: async (bytes) => file.write(change.write ? await change.write(bytes) : bytes) };
    },
  };
}

/** Sends requests through a capture; each leaves two lines. */
export async function traffic({ capture }: TestCapture): Promise<(body: string) => Promise<void>> {
  const { url, over } = await captureServer(capture, ({ context }: Captured) => context.res.end("ok"));
  return async (body) => {
    await send(url, { body });
    await over.next();
  };
}

/** What was logged of a kind first, once it is. */
export async function logged(started: TestCapture, event: string) {
  const found = () => started.log.all.find((line) => line.event === event);
  await until(started, () => found() !== undefined);
  return found();
}

/** What the clients of some lines said. */
export const asked = (lines: readonly Line[]) =>
  lines.filter(({ direction }) => direction === "client_to_turnout").map(({ payload }) => payload);
