import type { ItemStatus } from "./items.ts";

/** The item of the output that is growing. */
export interface OpenItem {
  /** The item in its current state, as JSON text. */
  item(status: ItemStatus): string;
  /** Writes the events that end it, except `response.output_item.done`. */
  close(status: ItemStatus): void;
}
