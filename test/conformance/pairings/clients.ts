/** The test client of each protocol. */
import type OpenAI from "openai";
import { askChat } from "./chat-client.ts";
import type { Outcome, Question } from "./question.ts";
import { askResponses } from "./responses-client.ts";

/** `loose`: the upstream is not held to every detail of the API. */
type AskAs = (sdk: OpenAI, question: Question, streamed: boolean, loose: boolean) => Promise<Outcome>;

export const CLIENTS: Readonly<Partial<Record<string, AskAs>>> = { chat: askChat, responses: askResponses };
