/** The tools of a request, by the names that they have in chat, where there are no namespaces. */
export interface OfferedTools {
  /** null for a tool that was not offered. */
  toolOf(chatName: string): OfferedTool | null;
}

export interface OfferedTool {
  readonly kind: "function" | "custom";
  readonly name: string;
  readonly namespace: string | null;
}
