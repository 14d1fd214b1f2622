/** A client of the Responses API. */
import { type Answered, collect, open, post, send } from "../../support/client.ts";

type Json = Readonly<Record<string, unknown>>;

export interface ResponsesClient {
  /** Asks for a response and reads it whole. */
  create(fields: Json): Promise<Answered>;
  /** Asks for a stream; its events in order. */
  stream(fields: Json): Promise<readonly Json[]>;
  retrieve(id: string, query?: string): Promise<Answered>;
  delete(id: string): Promise<Answered>;
  cancel(id: string): Promise<Answered>;
  inputItems(id: string, query?: string): Promise<Answered>;
}

/** `url` with or without `/v1`. */
export function responsesClient(url: string): ResponsesClient {
  const at = `${url}/responses`;
  const of = (id: string) => `${at}/${encodeURIComponent(id)}`;
  return {
    create: (fields) => post(at, fields),
    async stream(fields) {
      const { response } = await open(at, { body: JSON.stringify({ ...fields, stream: true }) });
      const answer = await collect(response);
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
      return eventsIn(answer.text);
    },
    retrieve: (id, query = "") => send(of(id) + query, { method: "GET" }),
    delete: (id) => send(of(id), { method: "DELETE" }),
    cancel: (id) => send(`${of(id)}/cancel`),
    inputItems: (id, query = "") => send(`${of(id)}/input_items${query}`, { method: "GET" }),
  };
}

export function eventsIn(text: string): readonly Json[] {
  return text
    .split("\n\n")
    .flatMap((event) => /^data: (\{.*\})$/m.exec(event)?.[1] ?? [])
    .map((data) => JSON.parse(data) as Json);
}

/** The text of a response's only message. */
export function textOf({ fields }: Pick<Answered, "fields">): string {
  const output = fields.output as readonly { readonly content: readonly { readonly text: string }[] }[];
  return output.flatMap(({ content }) => content.map(({ text }) => text)).join();
}

/** What an event of a stream, or the last one, says of the response. */
export function responseIn(event: Json | undefined): Json {
  const response = event?.response;
  if (typeof response !== "object" || response === null) throw new Error(`no response in ${JSON.stringify(event)}`);
  return response as Json;
}
