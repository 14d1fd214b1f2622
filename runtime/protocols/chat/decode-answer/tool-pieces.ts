/** A piece of a tool call as far as it says whose it is. */
export interface ToolPiece {
  /** As the server gives it. */
  readonly index: unknown;
  /** null where it gives none, or a blank one. */
  readonly id: string | null;
  /** Whether the piece names its tool. */
  readonly named: boolean;
}

/** A call while its pieces arrive. */
export interface GrowingCall {
  readonly index: number;
  /** The first that came. */
  id: string | null;
}

/** Joins the pieces of an answer's tool calls. */
export interface ToolPieces<C extends GrowingCall> {
  /** The call that a piece belongs to; one is made for the first piece of each. */
  callOf(piece: ToolPiece): C;
}

/**
 * By its index, else by its id, else the call whose piece came last. `create` makes a call; its index is the server's, or
 * else its place.
 */
export function toolPieces<C extends GrowingCall>(create: (index: number) => C): ToolPieces<C> {
  const byIndex = new Map<number, C>();
  const byId = new Map<string, C>();
  let last: C | null = null;
  let count = 0;

  const known = ({ index, id, named }: ToolPiece): C | null => {
    if (typeof index !== "number") return id === null ? last : (byId.get(id) ?? null);
    const call = byIndex.get(index) ?? null;
    // Some servers give each call the index 0, others each piece an id of its own: only a name as well is a new call.
    const another = call !== null && call.id !== null && id !== null && call.id !== id && named;
    return another ? null : call;
  };

  return {
    callOf(piece) {
      let call = known(piece);
      if (call === null) {
        call = create(typeof piece.index === "number" ? piece.index : count);
        count++;
        byIndex.set(call.index, call);
      }
      if (piece.id !== null) {
        byId.set(piece.id, call);
        call.id ??= piece.id;
      }
      last = call;
      return call;
    },
  };
}
