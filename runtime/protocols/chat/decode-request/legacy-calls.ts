/**
 * Calls in the form of a `function_call` have no ids: each gets one, which is the same whenever the conversation is sent
 * again.
 */
export interface LegacyCalls {
  add(name: unknown): string;
  /** The id of the last call of a name. */
  idOf(name: unknown): string;
}

export function createLegacyCalls(): LegacyCalls {
  let ids: Map<unknown, string> | null = null;
  let count = 0;
  return {
    add(name) {
      const id = `call_function_${count++}`;
      ids ??= new Map();
      ids.set(name, id);
      return id;
    },
    idOf: (name) => ids?.get(name) ?? "call_function_0",
  };
}
