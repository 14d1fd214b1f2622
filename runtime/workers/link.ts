import { type Envelope, isEnvelope, type ToPrimary, type ToWorker } from "./messages.ts";

/** A worker's way to the primary. */
export interface Link {
  send(messages: readonly ToPrimary[]): void;
  /** `take` is called with each message from now on; `lost` when the primary is gone. */
  open(take: (message: ToWorker) => void, lost: () => void): void;
}

/** The part of `process` that is used. */
export type Channel = Pick<NodeJS.Process, "on" | "once" | "send" | "connected">;

export function createLink(channel: Channel): Link {
  return {
    send(messages) {
      const envelope: Envelope<ToPrimary> = { turnout: messages };
      if (channel.connected) channel.send?.(envelope, undefined, undefined, () => {});
    },
    open(take, lost) {
      channel.on("message", (message) => {
        if (isEnvelope(message)) for (const each of message.turnout) take(each);
      });
      channel.once("disconnect", lost);
    },
  };
}
