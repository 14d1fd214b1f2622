/** The items of a conversation that `POST /responses` takes. */
import { dataUrl, imageUrl } from "./common-rules.ts";
import { invalid } from "./fault.ts";
import { anything, list, object, optional, type Rule, string, tagged, textOr, words } from "./rules.ts";

const type = string;
const role = string;
const status = words("in_progress", "completed", "incomplete");

/** Ids are of the API's making, each kind with its own prefix. */
const id =
  (prefix: string): Rule =>
  (value, param) => {
    string(value, param);
    if (!(value as string).startsWith(prefix))
      throw invalid(
        `Invalid '${param}': '${value}'. Expected an ID that begins with '${prefix}'.`,
        param,
        "invalid_value",
      );
  };

const inputText = object({ type, text: string });
const inputImage: Rule = (value, param) => {
  object(
    { type },
    { detail: words("auto", "low", "high", "original"), file_id: optional(string), image_url: optional(imageUrl) },
  )(value, param);
};
const inputFile = object(
  { type },
  {
    detail: words("auto", "low", "high"),
    file_data: dataUrl,
    file_id: optional(string),
    file_url: string,
    filename: string,
  },
);
const given = { input_text: inputText, input_image: inputImage, input_file: inputFile };
const said = {
  output_text: object({ type, text: string }, { annotations: list(anything), logprobs: list(anything) }),
  refusal: object({ type, refusal: string }),
};
const saidByOthers = textOr(list(tagged("type", given), 1));
const saidByModel = textOr(list(tagged("type", said), 1));

const message: Rule = (value, param) =>
  tagged("role", {
    user: object({ role, content: saidByOthers }, { type, id: id("msg"), status }),
    system: object({ role, content: saidByOthers }, { type, id: id("msg"), status }),
    developer: object({ role, content: saidByOthers }, { type, id: id("msg"), status }),
    assistant: object({ role, content: saidByModel }, { type, id: id("msg"), status, phase: optional(string) }),
  })(value, param);

const output = textOr(list(tagged("type", given), 1));

export const inputItem = tagged(
  "type",
  {
    message,
    reasoning: object(
      { type, summary: list(object({ type: words("summary_text"), text: string })) },
      {
        id: id("rs"),
        content: optional(list(object({ type: words("reasoning_text"), text: string }))),
        encrypted_content: optional(string),
        status: optional(status),
      },
    ),
    function_call: object(
      { type, call_id: string, name: string, arguments: string },
      { id: id("fc"), namespace: string, status },
    ),
    function_call_output: object({ type, call_id: string, output }, { id: id("fc"), status }),
    custom_tool_call: object(
      { type, call_id: string, name: string, input: string },
      { id: id("ctc"), namespace: string, status },
    ),
    custom_tool_call_output: object({ type, call_id: string, output }, { id: id("ctc"), status }),
    item_reference: object({ type, id: string }),
    compaction: object({ type, encrypted_content: string }, { id: string }),
  },
  "message",
);
