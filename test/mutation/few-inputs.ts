/** Properties with few inputs. A mutant that survives is played against all of them, which is most of the time of a run. */
import fc from "fast-check";

/** Of the thousands that some have: what these do not notice deserves an example. */
const MOST_INPUTS = 50;

// The same inputs for every mutant, and no search for smaller ones.
fc.configureGlobal({ seed: 20_240_229, endOnFailure: true });

function limited<Ts>(parameters: fc.Parameters<Ts> = {}): fc.Parameters<Ts> {
  return { ...parameters, numRuns: Math.min(parameters.numRuns ?? MOST_INPUTS, MOST_INPUTS) };
}

const few = {
  ...fc,
  assert: <Ts>(property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>, parameters?: fc.Parameters<Ts>) =>
    fc.assert(property as fc.IProperty<Ts>, limited(parameters)),
};

export const withFewInputs = { __esModule: true, ...few, default: few };
