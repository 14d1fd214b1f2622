import { isObject, type JsonObject } from "../../../protocols/json/json-object.ts";
import { addWarning } from "../../../protocols/model/add-warning.ts";

/** Items that the API knows only by their id, or that later items refer to: they keep it. */
const KEEPS_ID: ReadonlySet<unknown> = new Set([
  "image_generation_call",
  "code_interpreter_call",
  "computer_call",
  "file_search_call",
  "mcp_approval_request",
  "mcp_call",
  "mcp_list_tools",
]);

const NOTHING: ReadonlyMap<number, string> = new Map();

export interface AdaptedInput {
  readonly input: readonly unknown[];
  /** The system messages at the start; null if there are none, or if they are not to be lifted. */
  readonly instructions: string | null;
  readonly warnings: readonly string[];
}

/**
 * The input for a backend that stores nothing: a list, without references to stored items, and with `developer` in place of
 * `system`.
 * @param lift whether system messages at the start become the instructions
 */
export function adaptInput(given: unknown, lift: boolean): AdaptedInput {
  const items = listOf(given);
  const lifted = lift ? leadingTexts(items) : NOTHING;
  const warnings: string[] = [];
  const input: unknown[] = [];
  items.forEach((item, index) => {
    if (lifted.has(index)) return;
    if (!isObject(item)) input.push(item);
    else if (item.type === "item_reference") {
      addWarning(warnings, `input[${index}] (item_reference): openai-codex stores nothing, left out`);
    } else if (item.type !== "reasoning" || typeof item.encrypted_content === "string") input.push(withoutId(item));
    // Reasoning that consists only of its id cannot be found again.
  });
  return { input, instructions: lifted.size === 0 ? null : [...lifted.values()].join("\n\n"), warnings };
}

function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  if (given === undefined || given === null) return [];
  return [{ type: "message", role: "user", content: [{ type: "input_text", text: given }] }];
}

/**
 * The texts of the leading system messages, by their index. Those that are not only text stay where they are, and so do the
 * tools that the Codex CLI puts before them.
 */
function leadingTexts(items: readonly unknown[]): ReadonlyMap<number, string> {
  const texts = new Map<number, string>();
  let tools = 0;
  for (const [index, item] of items.entries()) {
    if (isObject(item) && item.type === "additional_tools") {
      tools++;
      continue;
    }
    const text = isObject(item) && isSystem(item) ? joinedText(item.content) : null;
    if (text === null) break;
    texts.set(index, text);
  }
  // Something must be left to answer, and blank text is not an instruction.
  const all = texts.size + tools === items.length;
  return all || [...texts.values()].join("").trim() === "" ? NOTHING : texts;
}

function isSystem({ type, role }: JsonObject): boolean {
  return (type === undefined || type === "message") && (role === "system" || role === "developer");
}

function joinedText(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const texts = content.map((part) => (isObject(part) && typeof part.text === "string" ? part.text : null));
  return texts.includes(null) ? null : texts.join("\n\n");
}

function withoutId(item: JsonObject): JsonObject {
  const role = item.role === "system" && isSystem(item) ? { role: "developer" } : null;
  if (item.id === undefined || KEEPS_ID.has(item.type)) return role === null ? item : { ...item, ...role };
  const { id: _, ...rest } = item;
  return { ...rest, ...role };
}
