import { isObject, type JsonObject } from "../../../sse/json-object.ts";

/** A message's content as something to read: texts stay texts, parts get their names of /responses. */
export function inputContent(content: unknown): unknown {
  return Array.isArray(content) ? content.map(inputPart) : (content ?? "");
}

/** A part that nobody knows stays as it is. */
function inputPart(part: unknown): unknown {
  if (typeof part === "string") return { type: "input_text", text: part };
  if (!isObject(part)) return part;
  switch (part.type) {
    case "text":
      return { ...part, type: "input_text" };
    case "image_url":
      return imagePart(part);
    case "file": {
      const { file, ...rest } = part;
      return { ...rest, type: "input_file", ...(isObject(file) ? file : {}) };
    }
    default:
      return part;
  }
}

/** `image_url` is an object of a `url` and a `detail`; some clients send the URL alone. */
function imagePart({ image_url: image, ...rest }: JsonObject): JsonObject {
  const { url, ...members } = isObject(image) ? image : { url: image };
  return { detail: "auto", ...rest, type: "input_image", ...members, image_url: url };
}

/** What an assistant said: a plain text stays one unless it refused as well; null where it said nothing. */
export function outputContent(content: unknown, refusal: unknown): unknown {
  const refused = typeof refusal === "string" && refusal !== "" ? [{ type: "refusal", refusal }] : [];
  if (Array.isArray(content)) {
    const parts = [...content.map(outputPart), ...refused];
    return parts.length === 0 ? null : parts;
  }
  if (content === undefined || content === null || content === "") return refused.length === 0 ? null : refused;
  return refused.length === 0 || typeof content !== "string" ? content : [outputText(content), ...refused];
}

function outputPart(part: unknown): unknown {
  if (typeof part === "string") return outputText(part);
  return isObject(part) && part.type === "text" ? { annotations: [], ...part, type: "output_text" } : part;
}

function outputText(text: string): JsonObject {
  return { type: "output_text", text, annotations: [] };
}
