import type { LongTexts } from "../body/whole/long-texts.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import { parseObject } from "../protocols/json/json-object.ts";
import type { SharedRecords } from "../state/shared-state.ts";
import type { PreparedEndpoint } from "../targets/prepared-endpoint.ts";
import { createRecent } from "./recent.ts";
import { idOf, LONGEST_ID } from "./response-id.ts";
import {
  conversationOf,
  type NewResponse,
  type Reading,
  type StoredRead,
  storedFrom,
  storedText,
} from "./stored-response.ts";

/** Where a response is stored. */
export type Known =
  /** By its upstream. */
  | { readonly kind: "kept"; readonly endpoint: PreparedEndpoint }
  /** By Turnout. */
  | StoredRead;

/** Items, and the long texts that they refer to. */
export interface FoundItems {
  readonly items: ReadonlyMap<string, JsonObject>;
  readonly long: LongTexts | null;
}

/** What is known about responses, by id. Other servers that share the state are asked only for what memory does not have. */
export interface Recall {
  /** `reading`: for a request; otherwise all of its texts are read. */
  find(id: string, reading?: Reading): Promise<Known | null>;
  /**
   * Items of responses that Turnout stores, by id. Each response is read once, however many of its items are wanted. One that
   * exceeds a limit is passed over.
   */
  findItems(ids: Iterable<string>, reading: Reading): Promise<FoundItems>;
  /** Whether `findItems` can find anything. */
  readonly holdsItems: boolean;
  keptBy(id: string, endpoint: PreparedEndpoint): void;
  /** `long`: the texts that its input only refers to. */
  store(stored: NewResponse, long?: LongTexts | null): void;
  /** Forgets a response that Turnout stores. */
  forget(id: string): void;
  /** Another server has forgotten it. */
  forgotten(key: string): void;
}

export interface RecallOptions {
  /** By the name of the instance. */
  readonly endpoints: ReadonlyMap<string, PreparedEndpoint>;
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** null if no state is shared. */
  readonly records: () => SharedRecords | null;
}

/** As long as the API stores responses: 30 days, in seconds. */
export const LASTS = 30 * 86_400;
/** How many responses' upstreams are remembered: a quarter of a kilobyte each. */
const MOST_KEPT = 100_000;
/** How many responses Turnout stores, and their size in all. */
const MOST_STORED = 10_000;
const MOST_BYTES = 1 << 26;
const MOST_ITEMS = 100_000;
/** Longer conversations are not shared: each response would take up that much of the Redis. */
const LONGEST_SHARED = 1 << 22;

const RESPONSE = "response:";
const ITEM = "item:";

export function createRecall({ endpoints, now, records }: RecallOptions): Recall {
  const lasts = LASTS * 1000;
  const kept = createRecent<PreparedEndpoint>({ count: MOST_KEPT, bytes: 0, lasts }, now);
  const texts = createRecent<Buffer>({ count: MOST_STORED, bytes: MOST_BYTES, lasts }, now);
  /** The response that each item belongs to. */
  const items = createRecent<string>({ count: MOST_ITEMS, bytes: 0, lasts }, now);
  let holdsItems = false;

  const inMemory = (id: string, reading: Reading | null): Known | null => {
    const endpoint = kept.get(id);
    if (endpoint !== null) return { kind: "kept", endpoint };
    const bytes = texts.get(id);
    return bytes === null ? null : storedFrom(bytes, reading);
  };

  const shared = async (id: string, reading: Reading | null): Promise<Known | null> => {
    const text = (await records()?.get(RESPONSE + id)) ?? null;
    if (text === null) return null;
    const bytes = Buffer.from(text);
    const stored = storedFrom(bytes, reading);
    if (stored !== null) {
      texts.put(id, bytes, bytes.length);
      return stored;
    }
    const from = parseObject(text)?.from;
    const endpoint = typeof from === "string" ? endpoints.get(from) : undefined;
    if (endpoint === undefined) return null;
    kept.put(id, endpoint, 0);
    return { kind: "kept", endpoint };
  };

  const find = async (id: string, reading: Reading | null = null): Promise<Known | null> =>
    id === "" || id.length > LONGEST_ID ? null : (inMemory(id, reading) ?? shared(id, reading));

  return {
    find,
    get holdsItems() {
      return holdsItems || records() !== null;
    },
    async findItems(ids, { limits, long: before }) {
      const wanted = new Set([...ids].filter((id) => id.length <= LONGEST_ID));
      const responses = await Promise.all([...wanted].map(async (id) => items.get(id) ?? records()?.get(ITEM + id)));
      const found = new Map<string, JsonObject>();
      let long = before;
      // One after the other, because each may be megabytes.
      for (const response of new Set(responses)) {
        const known = typeof response === "string" ? await find(response, { limits, long }) : null;
        if (known?.kind !== "stored") continue;
        long = known.long;
        for (const item of conversationOf(known.stored)) {
          if (typeof item.id === "string" && wanted.has(item.id) && !found.has(item.id)) found.set(item.id, item);
        }
      }
      return { items: found, long };
    },
    keptBy(id, endpoint) {
      kept.put(id, endpoint, 0);
      records()?.put(RESPONSE + id, JSON.stringify({ from: endpoint.instance.name }), LASTS);
    },
    store(stored, long = null) {
      const id = idOf(stored.response);
      if (id === null) return;
      const bytes = storedText(stored, long);
      if (bytes === null) return;
      texts.put(id, bytes, bytes.length);
      const share = bytes.length <= LONGEST_SHARED ? records() : null;
      share?.put(RESPONSE + id, bytes.toString("utf8"), LASTS);
      for (const item of Array.isArray(stored.response.output) ? stored.response.output : []) {
        const itemId = idOf(item ?? {});
        if (itemId === null) continue;
        items.put(itemId, id, 0);
        holdsItems = true;
        share?.put(ITEM + itemId, id, LASTS);
      }
    },
    forget(id) {
      texts.delete(id);
      records()?.delete(RESPONSE + id);
    },
    forgotten(key) {
      if (key.startsWith(RESPONSE)) texts.delete(key.slice(RESPONSE.length));
    },
  };
}
