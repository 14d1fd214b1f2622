/** A ChatGPT login keeps no responses: conversations with it are kept here, its encrypted reasoning included. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { raw, sse } from "../support/answers.ts";
import { type ChatGpt, RESPONSES, startChatGpt } from "../upstream/codex/support/chatgpt.ts";
import { type CodexGateway, startGateway } from "../upstream/codex/support/gateway.ts";
import { login, loginFile } from "../upstream/codex/support/login-file.ts";
import { messageItem, responseOf } from "./support/keeper.ts";
import { type ResponsesClient, responseIn, responsesClient, textOf } from "./support/responses-client.ts";

type Json = Readonly<Record<string, unknown>>;

let chatgpt: ChatGpt;
let gateway: CodexGateway;
let client: ResponsesClient;

beforeEach(async () => {
  chatgpt = await startChatGpt();
  const accounts = ["account-one", "account-two"].map((account) => login({ account }));
  for (const { tokens } of accounts) chatgpt.accepted.add(tokens.access_token);
  gateway = await startGateway(
    chatgpt,
    accounts.map((account) => loginFile(account)),
  );
  client = responsesClient(`${gateway.url}/v1`);
});
afterEach(async () => {
  await gateway.close();
  await chatgpt.close();
});

const reasoning = { id: "rs_1", type: "reasoning", summary: [], encrypted_content: "only its account reads it" };
const model = "gpt-5-codex";

/** As the upstream does: the items come one by one, and the last event has none. */
function thought(id: string, text: string): void {
  const response = { ...responseOf(id, { model, store: false }, text), output: [] };
  const items = [reasoning, messageItem("msg_1", text)].map((item, output_index) => ({
    type: "response.output_item.done",
    output_index,
    item,
  }));
  const events = [{ type: "response.created", response }, ...items, { type: "response.completed", response }];
  const steps = events.map((event) => raw(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`));
  chatgpt.upstream.once(RESPONSES, sse(steps));
}

test.each(["whole", "streamed"] as const)(
  "a conversation that came %s continues at the account that can decrypt its reasoning",
  async (how) => {
    for (let turn = 0; turn < 3; turn += 1) {
      const id = `resp_${how}_${turn}`;
      thought(id, "done");
      const first =
        how === "whole"
          ? (await client.create({ model, input: "do it" })).fields
          : responseIn((await client.stream({ model, input: "do it" })).at(-1));
      expect(first.id).toBe(id);
      const account = chatgpt.asked().at(-1)?.headers["chatgpt-account-id"];
      const next = await client.create({ model, input: "again", previous_response_id: id });
      expect([next.status, next.fields.previous_response_id]).toEqual([200, id]);
      const asked = chatgpt.asked().at(-1);
      const input = (asked?.fields.input ?? []) as readonly Json[];
      expect(asked?.headers["chatgpt-account-id"]).toBe(account);
      expect(asked?.fields).not.toHaveProperty("previous_response_id");
      expect(input).toMatchObject([
        { role: "user" },
        { type: "reasoning", encrypted_content: reasoning.encrypted_content },
        { role: "assistant", content: [{ type: "output_text", text: "done" }] },
        { role: "user" },
      ]);
      expect(input.filter((item) => "id" in item)).toEqual([]);
      const kept = await client.retrieve(id);
      expect((kept.fields.output as readonly Json[]).map(({ type }) => type)).toEqual(["reasoning", "message"]);
      expect(textOf({ fields: { output: (kept.fields.output as readonly Json[]).slice(1) } })).toBe("done");
    }
  },
);
