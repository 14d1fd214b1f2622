import { createHash } from "node:crypto";

/**
 * What a server remembers about sessions, by the client's model string. The number of pairs of session and model is limited;
 * the least recently used is dropped first, and then counts as new.
 */
export interface SessionTable {
  /** Whether the pair is new; from then on it is not. */
  isFirst(session: string, model: string): boolean;
  /** The target that answered last, `openai.2:gpt-4o`; null if none did, or if it has been dropped. */
  targetOf(session: string, model: string): string | null;
  remember(session: string, model: string, target: string): void;
  /** Another process has told it; `key` is as `told` had it there. */
  learn(key: string, target: string | null): void;
}

/** Called with what is new. null: the session has begun. */
export type ToldSession = (key: string, target: string | null) => void;

export const MOST_SESSIONS = 10_000;
/** A longer key is stored as its hash: clients choose it, and the memory per entry must be bounded. */
const LONGEST_KEY = 256;

export function createSessionTable(most: number = MOST_SESSIONS, told: ToldSession | null = null): SessionTable {
  /** Least recently used first; null: no target has answered. */
  const targets = new Map<string, string | null>();

  const put = (key: string, target: string | null): void => {
    targets.delete(key);
    if (targets.size >= most) for (const oldest of targets.keys()) if (targets.delete(oldest)) break;
    targets.set(key, target);
  };

  const touched = (key: string): string | null | undefined => {
    const target = targets.get(key);
    if (target !== undefined) put(key, target);
    return target;
  };

  return {
    isFirst(session, model) {
      const key = keyOf(session, model);
      if (touched(key) !== undefined) return false;
      put(key, null);
      told?.(key, null);
      return true;
    },
    targetOf: (session, model) => touched(keyOf(session, model)) ?? null,
    remember(session, model, target) {
      const key = keyOf(session, model);
      if (told !== null && targets.get(key) !== target) told(key, target);
      put(key, target);
    },
    learn(key, target) {
      // One that began in two processes at once may have been answered here.
      if (target !== null || !targets.has(key)) put(key, target);
    },
  };
}

/** A model string has no line break, so different pairs always have different keys. */
function keyOf(session: string, model: string): string {
  const key = `${model}\n${session}`;
  return key.length <= LONGEST_KEY ? key : createHash("sha256").update(key).digest("base64");
}
