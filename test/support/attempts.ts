import type { Attempt } from "../../runtime/targets/attempt.ts";
import { ALL } from "./capabilities.ts";
import { httpBackend } from "./router.ts";

/** An attempt as `expand` makes it; `name` is `openai:gpt-4o`, or with a key's number `openai.2:gpt-4o`. Nothing can be sent. */
export function attemptFor(name: string): Attempt {
  const [label = "", model = ""] = name.split(":");
  const [backend = "", number = "1"] = label.split(".");
  return {
    endpoint: {
      ...ALL,
      backend: httpBackend(backend, 0),
      instance: { name: `${backend}.${number}`, number: Number(number), keyName: null, secret: null },
      upstream: {
        dispatch: () => {
          throw new Error("nothing is sent here");
        },
        close: async () => {},
      },
      path: "/v1",
      headers: [],
      label,
    },
    model,
    params: null,
    rules: null,
  };
}
