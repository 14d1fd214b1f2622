/** YAML's language server, the one that editors run, as a process that speaks its protocol over stdio. */
import { Buffer } from "node:buffer";
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";

/** Where the cursor is in a text. */
export const CURSOR = "‸";

export interface Completion {
  readonly label: string;
  /** With `${1:text}` for places to fill in. */
  readonly newText: string;
  readonly documentation: string;
}

export interface Finding {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface LanguageServer {
  /** What is offered at the cursor. Fails if the server logs an error. */
  complete(text: string): Promise<readonly Completion[]>;
  /** What is shown at the cursor; "" if nothing is. */
  hover(text: string): Promise<string>;
  /** The lines count from 1, as in Turnout's messages. */
  diagnose(text: string): Promise<readonly Finding[]>;
  stop(): void;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Place {
  readonly line: number;
  readonly character: number;
}

/** @param schema the URL of the schema, which each text gets in its first line as `turnout init` writes it */
export async function startLanguageServer(schema: string): Promise<LanguageServer> {
  const program = createRequire(import.meta.url).resolve("yaml-language-server/bin/yaml-language-server");
  const child = spawn(process.execPath, [program, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
  const wire = connect(child);
  await wire.ask("initialize", {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: null,
    capabilities: {
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
      },
    },
  });
  wire.tell("initialized", {});
  const yaml = { validate: true, hover: true, completion: true, schemas: {}, schemaStore: { enable: false } };
  wire.tell("workspace/didChangeConfiguration", { settings: { yaml } });

  let opened = 0;
  const open = (text: string): { readonly uri: string; readonly position: Place } => {
    opened++;
    const uri = `file:///folder/${opened}.yaml`;
    const head = `# yaml-language-server: $schema=${schema}\n`;
    wire.tell("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text: head + text.replace(CURSOR, "") },
    });
    const before = text.slice(0, text.indexOf(CURSOR) + 1).split("\n");
    return { uri, position: { line: before.length, character: (before.at(-1)?.length ?? 1) - 1 } };
  };
  const close = (uri: string) => wire.tell("textDocument/didClose", { textDocument: { uri } });

  return {
    async complete(text) {
      const { uri, position } = open(text);
      const answer = await wire.ask("textDocument/completion", { textDocument: { uri }, position });
      close(uri);
      const failed = wire.errors.splice(0);
      if (failed.length > 0) throw new Error(`the language server failed at ${JSON.stringify(text)}: ${failed[0]}`);
      return itemsOf(answer).map(({ label, insertText = label, textEdit, documentation = "" }) => ({
        label,
        newText: textEdit?.newText ?? insertText,
        documentation: typeof documentation === "string" ? documentation : documentation.value,
      }));
    },
    async hover(text) {
      const { uri, position } = open(text);
      const answer = (await wire.ask("textDocument/hover", { textDocument: { uri }, position })) as Hover | null;
      close(uri);
      return answer?.contents.value ?? "";
    },
    async diagnose(text) {
      const { uri } = open(text);
      const found = await wire.published(uri);
      close(uri);
      return found.map(({ message, range }) => ({
        line: range.start.line,
        column: range.start.character + 1,
        message,
      }));
    },
    stop: () => void child.kill(),
  };
}

interface Item {
  readonly label: string;
  readonly insertText?: string;
  readonly textEdit?: { readonly newText: string };
  readonly documentation?: string | { readonly value: string };
}

interface Hover {
  readonly contents: { readonly value: string };
}

interface Published {
  readonly uri: string;
  readonly diagnostics: readonly { readonly message: string; readonly range: { readonly start: Place } }[];
}

function itemsOf(answer: unknown): readonly Item[] {
  return Array.isArray(answer) ? answer : (answer as { readonly items: readonly Item[] }).items;
}

function connect(child: ChildProcess) {
  const { stdin, stdout } = child;
  if (stdin === null || stdout === null) throw new Error("the language server has no pipes");
  const answers = new Map<number, (message: Message) => void>();
  const published = new Map<string, (found: Published["diagnostics"]) => void>();
  /** What the server reports to its makers when it fails: the client only sees an empty answer. */
  const errors: string[] = [];
  let asked = 0;
  const send = (message: object) => {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const take = ({ id, method, params, ...rest }: Message) => {
    if (method === undefined) answers.get(id ?? 0)?.(rest);
    else if (method === "workspace/configuration") {
      send({ id, result: (params as { items: unknown[] }).items.map(() => null) });
    } else if (id !== undefined) send({ id, result: null });
    else if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as Published;
      published.get(uri)?.(diagnostics);
    } else if (method === "telemetry/event" && JSON.stringify(params).includes("error")) {
      errors.push(JSON.stringify(params));
    }
  };
  let bytes = Buffer.alloc(0);
  stdout.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (let end = bytes.indexOf("\r\n\r\n"); end >= 0; end = bytes.indexOf("\r\n\r\n")) {
      const length = Number(/Content-Length: (\d+)/i.exec(bytes.toString("latin1", 0, end))?.[1]);
      if (bytes.length < end + 4 + length) return;
      take(JSON.parse(bytes.toString("utf8", end + 4, end + 4 + length)));
      bytes = bytes.subarray(end + 4 + length);
    }
  });
  return {
    errors,
    tell: (method: string, params: object) => send({ method, params }),
    async ask(method: string, params: object): Promise<unknown> {
      asked++;
      const id = asked;
      const { result, error } = await new Promise<Message>((resolve) => {
        answers.set(id, resolve);
        send({ id, method, params });
      });
      if (error !== undefined) throw new Error(error.message);
      return result;
    },
    published: (uri: string) =>
      new Promise<Published["diagnostics"]>((resolve) => {
        published.set(uri, resolve);
      }),
  };
}
