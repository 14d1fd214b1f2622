import { isObject, type JsonObject } from "../../../sse/json-object.ts";
import { defined, listOf, textOf } from "../json.ts";

/** What a user may say, as chat has it: a text, or parts where there is more to it. */
export function userContent(content: unknown): string | readonly unknown[] {
  if (typeof content === "string") return content;
  const parts = listOf(content).map(chatPart);
  const [only] = parts;
  return parts.length === 1 && isPlainText(only) ? textOf(only.text) : parts;
}

/** Texts only: what instructs a model is text, and many servers take it as one. */
export function plainText(content: unknown, between: string): string {
  if (typeof content === "string") return content;
  return listOf(content)
    .flatMap((part) => (isObject(part) && typeof part.text === "string" ? [part.text] : []))
    .join(between);
}

/** What an assistant said in a message, `refusal` null where it did not refuse. */
export function assistantContent(content: unknown): { readonly text: string; readonly refusal: string | null } {
  const refusals = listOf(content).flatMap((part) =>
    isObject(part) && part.type === "refusal" ? [textOf(part.refusal)] : [],
  );
  return { text: plainText(content, ""), refusal: refusals.length === 0 ? null : refusals.join("") };
}

/** A part that nobody knows goes as it came: the server may. */
export function chatPart(part: unknown): unknown {
  if (typeof part === "string") return { type: "text", text: part };
  if (!isObject(part)) return part;
  switch (part.type) {
    case "input_text":
    case "output_text": {
      const { type: _, text, annotations: __, logprobs: ___, ...rest } = part;
      return { type: "text", text: textOf(text), ...rest };
    }
    case "input_image":
      return imagePart(part);
    case "input_file":
      return filePart(part);
    default:
      return part;
  }
}

/** Chat knows uploaded files by their ids, though images only by where they are. */
function imagePart({ type: _, image_url, file_id, detail, ...rest }: JsonObject): JsonObject {
  if (typeof image_url !== "string" && typeof file_id === "string") return { type: "file", file: { file_id }, ...rest };
  // `original` is no word of chat's: the most that it has.
  const size = detail === "original" ? "high" : (detail ?? undefined);
  const url = isObject(image_url) ? image_url : { url: textOf(image_url) };
  return { type: "image_url", image_url: defined({ ...url, detail: size }), ...rest };
}

/** A file by its address has no place of its own; servers that fetch files take the address for the data. */
function filePart({ type: _, file_data, file_id, file_url, filename, detail: __, ...rest }: JsonObject): JsonObject {
  const file = {
    filename: filename ?? undefined,
    file_data: file_data ?? file_url ?? undefined,
    file_id: file_id ?? undefined,
  };
  return { type: "file", file: defined(file), ...rest };
}

function isPlainText(part: unknown): part is JsonObject {
  return isObject(part) && part.type === "text" && Object.keys(part).length === 2;
}
