import type { CompiledRouter } from "../contract.ts";
import type { OpenCapture } from "../observe/capture/capture.ts";
import type { ConnectState } from "../state/shared-state.ts";
import type { Drivers } from "../targets/driver.ts";

/** What the bundle's generated entry hands to `main`. */
export interface Artifact {
  readonly router: CompiledRouter;
  readonly drivers: Drivers;
  /** Left out where the config shares no state. */
  readonly connectState?: ConnectState;
  /** Left out where nothing can be captured. */
  readonly openCapture?: OpenCapture;
  /** The manifest, as `--about` prints it. */
  readonly about: Readonly<Record<string, unknown>>;
}
