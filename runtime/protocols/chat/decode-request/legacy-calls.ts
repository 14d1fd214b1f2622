/** Calls as a `function_call`, which have no ids: each gets one, the same each time that the conversation is sent. */
export interface LegacyCalls {
  add(name: unknown): string;
  /** The id of the last call to a name. */
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
