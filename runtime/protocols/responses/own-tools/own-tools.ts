import { isObject, type JsonObject, parseObject } from "../../json/json-object.ts";
import { isAbsent, listIn, objectIn } from "../../json/read.ts";
import type { ClientTool } from "../../model/tool.ts";

/**
 * The API's own tools that the client runs. In all other protocols they are functions, whose arguments are the member of
 * the call's item that says what to do.
 */
interface OwnTool {
  /** The type of the call's item. */
  readonly call: string;
  readonly member: string;
  readonly description: string;
  readonly properties: JsonObject;
  readonly required: readonly string[];
  /** Members that the API's items always have. */
  readonly defaults: JsonObject;
}

const TEXT = { type: "string" };
const INTEGER = { type: "integer" };
const TEXTS = { type: "array", items: TEXT };

const OWN_TOOLS: ReadonlyMap<unknown, OwnTool> = new Map([
  [
    "local_shell",
    {
      call: "local_shell_call",
      member: "action",
      description: "Runs a command on the user's machine and returns its output.",
      properties: { command: TEXTS, working_directory: TEXT, timeout_ms: INTEGER, env: { type: "object" } },
      required: ["command"],
      defaults: { type: "exec", command: [], env: {} },
    },
  ],
  [
    "shell",
    {
      call: "shell_call",
      member: "action",
      description: "Runs shell commands on the user's machine and returns their output.",
      properties: { commands: TEXTS, timeout_ms: INTEGER, max_output_length: INTEGER },
      required: ["commands"],
      defaults: { commands: [], timeout_ms: null, max_output_length: null },
    },
  ],
  [
    "apply_patch",
    {
      call: "apply_patch_call",
      member: "operation",
      description:
        "Creates, updates or deletes a file. `diff` is in the V4A format: lines that start with a space, `-` or `+`, after a line `@@` for each place; it is left out to delete a file.",
      properties: {
        type: { type: "string", enum: ["create_file", "update_file", "delete_file"] },
        path: TEXT,
        diff: TEXT,
      },
      required: ["type", "path"],
      defaults: {},
    },
  ],
  [
    "tool_search",
    {
      call: "tool_search_call",
      member: "arguments",
      description: "Searches for more tools, which can be called afterwards.",
      properties: { query: TEXT, limit: INTEGER },
      required: ["query"],
      defaults: {},
    },
  ],
]);

/** null for a tool that the client does not run: a search by the API, or a shell in one of its containers. */
export function ownTool({ type, execution, environment, description, parameters }: JsonObject): ClientTool | null {
  const own = OWN_TOOLS.get(type);
  if (own === undefined || (type === "tool_search" && execution !== "client")) return null;
  if (type === "shell" && !isAbsent(environment) && objectIn(environment).type !== "local") return null;
  const { properties, required } = own;
  return {
    kind: "function",
    name: String(type),
    namespace: null,
    description: typeof description === "string" ? description : own.description,
    input: isObject(parameters) ? parameters : { type: "object", properties, required },
    strict: null,
    extras: null,
    cache: null,
  };
}

/** A function of the same name comes first: the client has its own word for the call. */
export function offersOwn({ tools }: JsonObject, name: string): boolean {
  if (!OWN_TOOLS.has(name)) return false;
  const offered = listIn(tools).filter(isObject);
  return (
    offered.some((tool) => tool.type === name && ownTool(tool) !== null) && !offered.some((tool) => tool.name === name)
  );
}

export function ownCall(name: string, callId: string, input: string): JsonObject {
  const own = OWN_TOOLS.get(name);
  if (own === undefined) return {};
  const execution = name === "tool_search" ? { execution: "client" } : null;
  const action = { ...own.defaults, ...parseObject(input) };
  return { type: own.call, call_id: callId, ...execution, [own.member]: action };
}
