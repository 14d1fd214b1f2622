import { isObject, parseObject } from "../../json/json-object.ts";
import { listIn, objectIn, wordIn } from "../../json/read.ts";
import { membersOf } from "../../model/members.ts";
import { errorIn } from "../decode-answer/error.ts";
import { eventOf } from "./event-text.ts";

/** An upstream's error event in the form of which clients show the message: the same bytes if it has that form. */
export function errorEventOf(data: string | null, name: string | null, raw: Buffer): Buffer {
  const value = parseObject(data ?? "");
  if (typeof objectIn(value?.error).message === "string") return raw;
  const choice = listIn(value?.choices).find(
    (each) => isObject(each) && (isObject(each.error) || each.finish_reason === "error"),
  );
  const error = value === null ? null : errorIn(value, name, objectIn(choice));
  const { type } = membersOf(error?.extras ?? null, "openai");
  const text = value === null ? wordIn(data?.trim()) : null;
  return eventOf({
    ...value,
    error: {
      message: error?.message ?? text ?? "The upstream failed and did not say why.",
      type: wordIn(type) ?? "server_error",
      code: error?.code ?? null,
      param: null,
    },
  });
}
