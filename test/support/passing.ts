/** A config that passes requests on, and the forms that are sent through it. */

export const config = (url: string, more: string) => `
backends:
  openai: { type: openai, base_url: "${url}/openai/v1", api_keys: ["\${KEY_1}", "\${KEY_2}"], organization: org-up }
  other: { type: openai-compatible, base_url: "${url}/other/v1", api_key: "\${KEY_1}" }
  mock: { type: mock }
default_backend: openai
model_aliases: [{ pattern: "^whisper$", replacement: "other:whisper-large?temperature=0.3" }]
failover_routes: { ears: ["openai:whisper-1", "other:whisper-2"] }
failure_handling: { retries: 0 }
auth: { api_keys: ["\${CLIENT}"] }
server: { max_body_bytes: 200000 }
${more}
`;

export const ENV = { KEY_1: "sk-one", KEY_2: "sk-two", CLIENT: "client-key" };
export const auth = { authorization: "Bearer client-key" };

export interface Field {
  readonly name: string;
  readonly value: string | Buffer;
  readonly file?: string;
}

export function formOf(...fields: readonly Field[]): { readonly body: Buffer; readonly type: string } {
  const parts = fields.flatMap(({ name, value, file }) => [
    Buffer.from(`--xyz\r\ncontent-disposition: form-data; name="${name}"${file ? `; filename="${file}"` : ""}\r\n\r\n`),
    Buffer.from(value),
    Buffer.from("\r\n"),
  ]);
  return { body: Buffer.concat([...parts, Buffer.from("--xyz--\r\n")]), type: "multipart/form-data; boundary=xyz" };
}

/** The value of a field in a form. */
export const fieldIn = (body: Buffer, name: string) =>
  new RegExp(`name="${name}"[^\\r]*\\r\\n\\r\\n([\\s\\S]*?)\\r\\n--xyz`).exec(body.toString("latin1"))?.[1];
