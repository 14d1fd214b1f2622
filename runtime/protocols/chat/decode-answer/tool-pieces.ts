/** What a piece of a tool call says about the call it belongs to. */
export interface ToolPiece {
  /** As the server sent it. */
  readonly index: unknown;
  /** null if there is none, or a blank one. */
  readonly id: string | null;
  /** Whether the piece has the tool's name. */
  readonly named: boolean;
}

/** A call whose pieces are still arriving. */
export interface GrowingCall {
  readonly index: number;
  /** The first id that came. */
  id: string | null;
}

/** Assigns the pieces to an answer's tool calls. */
export interface ToolPieces<C extends GrowingCall> {
  /** The call that a piece belongs to; created for the first piece. */
  callOf(piece: ToolPiece): C;
}

/**
 * Finds a call by its index, else by its id, else the call whose piece came last. `create` makes a call; its index is the
 * server's, or else its position.
 */
export function toolPieces<C extends GrowingCall>(create: (index: number) => C): ToolPieces<C> {
  const byIndex = new Map<number, C>();
  const byId = new Map<string, C>();
  let last: C | null = null;
  let count = 0;

  const known = ({ index, id, named }: ToolPiece): C | null => {
    if (typeof index !== "number") return id === null ? last : (byId.get(id) ?? null);
    const call = byIndex.get(index) ?? null;
    // Some servers give every call the index 0, others a new id to every piece: a new call needs a different id and a
    // name.
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
