/** The tools of a request, by their names in chat, which has no namespaces. */
export interface OfferedTools {
  /** null for a tool that was not offered. */
  toolOf(chatName: string): OfferedTool | null;
}

export interface OfferedTool {
  readonly kind: "function" | "custom";
  readonly name: string;
  readonly namespace: string | null;
}
