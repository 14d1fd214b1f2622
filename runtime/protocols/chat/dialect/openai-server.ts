const OPENAI: ReadonlySet<string> = new Set(["openai", "azure-openai"]);

/** Whether backends of this type are OpenAI's own servers, which know more fields and roles than others. */
export function isOpenAiServer(type: string): boolean {
  return OPENAI.has(type);
}
