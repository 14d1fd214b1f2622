import { type Envelope, isEnvelope, type ToPrimary, type ToWorker } from "./messages.ts";

/** A worker's way to the primary. */
export interface Link {
  readonly connected: boolean;
  /** Sends it together with all that is sent in the same turn. */
  post(message: ToPrimary): void;
  /** Sends at once what has been posted. `sent` is called when the primary can read it, even if this process ends then. */
  flush(sent?: () => void): void;
  /** `take` is called with each message from now on; `lost` when the primary is gone. */
  open(take: (message: ToWorker) => void, lost: () => void): void;
}

/** The part of `process` that is used. */
export type Channel = Pick<NodeJS.Process, "on" | "once" | "send" | "connected">;

export async function openLink(channel: Channel): Promise<Link> {
  const { default: cluster } = await import("node:cluster");
  // Without it, Node ends a worker in the middle of its answers when the primary is gone.
  if (cluster.worker !== undefined) cluster.worker.exitedAfterDisconnect = true;
  let posted: ToPrimary[] = [];

  function flush(sent?: () => void): void {
    if (posted.length === 0 && sent === undefined) return;
    const envelope: Envelope<ToPrimary> = { turnout: posted };
    posted = [];
    if (channel.connected) channel.send?.(envelope, undefined, undefined, () => sent?.());
    else sent?.();
  }

  return {
    get connected() {
      return channel.connected;
    },
    post(message) {
      if (posted.push(message) === 1) setImmediate(() => flush());
    },
    flush,
    open(take, lost) {
      channel.on("message", (message) => {
        if (isEnvelope(message)) for (const each of message.turnout) take(each);
      });
      channel.once("disconnect", lost);
    },
  };
}
