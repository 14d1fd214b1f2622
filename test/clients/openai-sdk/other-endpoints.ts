/** The parts of the API that Turnout sends through, as far as the clients ask for them. */
import { json } from "../../support/answers.ts";
import type { Answer, ScriptedUpstream } from "../../support/upstream.ts";

/** By path: what answers it. Uploads are told back, so that a test sees that they came whole. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  "/v1/embeddings": (request, response) =>
    json({
      object: "list",
      model: request.fields.model,
      data: [{ object: "embedding", index: 0, embedding: [0.25, -0.5] }],
      usage: { prompt_tokens: 2, total_tokens: 2 },
    })(request, response),
  "/v1/moderations": json({ id: "modr-1", model: "omni", results: [{ flagged: false }] }),
  "/v1/images/generations": (request, response) =>
    json({ created: 1, data: [{ b64_json: Buffer.from(String(request.fields.prompt)).toString("base64") }] })(
      request,
      response,
    ),
  "/v1/audio/transcriptions": (request, response) => json({ text: toldBack(request.body) })(request, response),
  "/v1/audio/speech": (_, response) => {
    response.writeHead(200, { "content-type": "audio/mpeg" }).end(Buffer.from([0xff, 0xfb, 0x00, 0x80]));
  },
  "/v1/files": (request, response) =>
    request.method === "POST"
      ? json({ id: "file-1", object: "file", filename: toldBack(request.body) })(request, response)
      : json({ object: "list", data: [{ id: "file-1", object: "file" }], has_more: false })(request, response),
  "/v1/vector_stores": json({ id: "vs_1", object: "vector_store", name: "store" }),
};

export function answerOthers(upstream: ScriptedUpstream): void {
  for (const [path, answer] of Object.entries(ANSWERS)) upstream.always(path, answer);
}

/** The model and the file of a form: `whisper-1, note.mp3, 5 bytes`. */
function toldBack(form: Buffer): string {
  const text = form.toString("latin1");
  const model = /name="model"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? "no model";
  const [, name, content = ""] = /filename="([^"]*)".*?\r\n\r\n(.*?)\r\n--/s.exec(text) ?? [];
  return `${model}, ${name}, ${content.length} bytes`;
}
