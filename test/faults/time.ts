/** The time of a trial: that of its server and of its upstreams, which moves on only when the trial says so. */
import { type FakeClock, fakeClock } from "../support/fake-clock.ts";

export const seconds = (n: number): number => n * 1000;

export const inSeconds = (milliseconds: number): number => milliseconds / 1000;

/** Milliseconds between two looks at what is waited for. */
const STEP = 50;

export interface TrialTime {
  readonly clock: FakeClock;
  pass(milliseconds: number): Promise<void>;
  /** Lets time pass until `outcome` settles. */
  until<T>(outcome: Promise<T>): Promise<T>;
}

/** `passThere` moves the server's time on. */
export function trialTime(
  passThere: (milliseconds: number) => Promise<void>,
  clock: FakeClock = fakeClock(),
): TrialTime {
  async function step(): Promise<void> {
    clock.advance(STEP);
    await passThere(STEP);
  }
  return {
    clock,
    async pass(milliseconds) {
      for (const end = clock.now() + milliseconds; clock.now() < end; ) await step();
    },
    async until(outcome) {
      let isOver = false;
      const over = () => {
        isOver = true;
      };
      outcome.then(over, over);
      for (await Promise.resolve(); !isOver; ) await step();
      return outcome;
    },
  };
}
