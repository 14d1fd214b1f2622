import type { CalledTool } from "../../model/answer-sink.ts";
import type { CallHead } from "./items.ts";

export function callHead({ id, tool, name, namespace }: CalledTool, newId: () => string): CallHead {
  return {
    id: `${tool === "custom" ? "ctc" : "fc"}_${newId()}`,
    kind: tool,
    callId: id ?? `call_${newId()}`,
    name,
    namespace,
  };
}
