import { expect, test } from "vitest";
import { attemptFor } from "../../support/attempts.ts";
import { startHealth } from "../../support/health.ts";
import { answers, playAttempts } from "../../support/play-attempts.ts";

/** A request every 4 seconds over a primary that is down for a minute, and a fallback that works. */
test.each([0, 1, 2, 3, 3.9])(
  "a target is used again within 30 s of its upstream's recovery, down from %d s on",
  (downFrom) => {
    const { clock, health } = startHealth();
    const upAgain = (downFrom + 60) * 1000;
    const down = () => clock.now() >= downFrom * 1000 && clock.now() < upAgain;
    const served: { at: number; by: string; tries: number }[] = [];
    for (let request = 0; request < 40; request++) {
      const at = request * 4_000;
      clock.advance(Math.max(at - clock.now(), 0));
      const attempts = health.order([attemptFor("primary:m"), attemptFor("fallback:m")]);
      const { asked, answeredBy } = playAttempts({
        clock,
        targets: attempts.map((attempt) => () => {
          health.started(attempt);
          const outcome = attempt.endpoint.label === "primary" && down() ? answers(503) : null;
          if (outcome === null) health.succeeded(attempt);
          else health.failed(attempt, outcome);
          return outcome;
        }),
      });
      served.push({ at, by: attempts[answeredBy ?? -1]?.endpoint.label ?? "none", tries: asked.length });
    }
    expect(served.every(({ by }) => by !== "none")).toBe(true);
    const back = served.find(({ at, by }) => at >= upAgain && by === "primary");
    expect(back?.at).toBeLessThan(upAgain + 30_000);
    expect(served.filter(({ at }) => at > (back?.at ?? 0)).every(({ by }) => by === "primary")).toBe(true);
    // While it is open only probes meet the primary: most requests are served at once.
    const meanwhile = served.filter(({ at }) => at >= downFrom * 1000 && at < upAgain);
    expect(meanwhile.filter(({ tries }) => tries === 1).length).toBeGreaterThan(meanwhile.length / 2);
  },
);
