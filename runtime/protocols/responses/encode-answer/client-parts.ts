import type { JsonObject } from "../../json/json-object.ts";
import type { ClientTool } from "../../model/tool.ts";
import type { OpenCall } from "./call-item.ts";
import type { EventWriter } from "./event-writer.ts";
import type { CallHead } from "./items.ts";

/** What a translation for clients of the API needs only if its answers come from a real model. */
export interface ClientParts {
  /** Reasoning in a form that only Turnout reads, as `encrypted_content`. */
  readonly seal: (text: string) => string;
  /** null if Turnout has not sealed it. */
  readonly unseal: (encrypted: string) => string | null;
  /** One of the API's own tools that the client runs, as a function; null for all other tools. */
  readonly ownTool: (tool: JsonObject) => ClientTool | null;
  /** Whether the request offers such a tool under this name. */
  readonly offersOwn: (fields: JsonObject, name: string) => boolean;
  /** Starts a call of such a tool. */
  readonly openOwnCall: (head: CallHead, outputIndex: number, writer: EventWriter) => OpenCall;
  /** A call of a tool that the API ran, with its output, as text; null for all other items. */
  readonly remoteCall: (item: JsonObject) => string | null;
}
