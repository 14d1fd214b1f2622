import type { JsonObject } from "../../../sse/json-object.ts";
import type { ItemStatus } from "../answer/items.ts";

/** An item of the output that may still grow. */
export interface OpenItem {
  readonly outputIndex: number;
  /** As it stands. */
  item(status: ItemStatus): JsonObject;
  /** The events that end it, the one that tells it whole left out. */
  close(status: ItemStatus): string;
}
