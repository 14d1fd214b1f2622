/** The part of JSON Schema 2020-12 that `config.schema.json` uses, and its annotations. */
export interface SchemaNode {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, SchemaNode>>;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly properties?: Readonly<Record<string, SchemaNode | false>>;
  readonly additionalProperties?: SchemaNode | false;
  readonly propertyNames?: SchemaNode;
  readonly allOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly not?: SchemaNode;
  readonly if?: SchemaNode;
  readonly then?: SchemaNode;
  /**
   * Examples of collections, which editors insert wrongly: YAML's language server writes a list of mappings as
   * `[object Object]`, and `${NAME}` in a list without its `${`.
   */
  readonly "x-examples"?: readonly unknown[];
  /** What editors offer to insert instead; a word of YAML's and VS Code's language servers. */
  readonly defaultSnippets?: readonly DefaultSnippet[];
  /** The value must be a reference to an environment variable; it is never printed. */
  readonly "x-secret"?: true;
}

export interface DefaultSnippet {
  readonly label: string;
  readonly description?: string;
  /** Texts are snippets: `${1:text}` is a place to fill in, `\\$` is a dollar. */
  readonly body: unknown;
}

/** What the value can look like, the best example first. */
export function examplesOf(node: SchemaNode): readonly unknown[] {
  return [...(node["x-examples"] ?? []), ...(node.examples ?? [])];
}
