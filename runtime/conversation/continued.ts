import { fieldOf } from "../body/field-of.ts";
import { fieldsIn } from "../body/fields-in.ts";
import { type Body, readModel } from "../body/read-model.ts";
import { findName } from "../body/scan/find-name.ts";
import type { Replay, ReplayedItem, RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import type { JsonObject } from "../protocols/sse/json-object.ts";
import { type Prepared, type PrepareTools, prepareBody } from "../request/prepare.ts";
import type { Payload } from "../wire/upstream.ts";
import { inputItems } from "./items.ts";
import type { Keepers } from "./keepers.ts";
import { attemptsOf, preferring } from "./narrow.ts";
import type { Known, Recall } from "./recall.ts";
import { replayed } from "./replay.ts";
import { conversationOf } from "./stored-response.ts";
import { unknownResponse } from "./unknown-response.ts";

export interface ContinueTools extends PrepareTools {
  readonly recall: Recall;
  /** null where no target keeps the responses that it makes. */
  readonly keepers: Keepers | null;
  /** Whether there is one endpoint, and it keeps its responses: then nothing of a request needs to be known. */
  readonly onlyKeeper: boolean;
}

export type Continued = Prepared | GatewayError;

const REFERENCE = Buffer.from('"item_reference"');

/**
 * As `prepare`, for a client of the Responses API: what it goes on from is looked up. Only requests that go on from
 * something are waited for.
 */
export function prepareResponse(
  tools: ContinueTools,
  context: RequestContext,
  payload: Payload,
): Continued | Promise<Continued> {
  const read = readModel(payload, tools.fallbackModel);
  if (!read.ok) return read.error;
  const { body } = read;
  if (tools.onlyKeeper) return prepareBody(tools, context, body);
  const previous = fieldOf(body, "previous_response_id");
  if (typeof previous === "string") return goOn(tools, context, body, previous);
  return tools.recall.holdsItems && findName(payload, REFERENCE).length > 0
    ? goOn(tools, context, body, null)
    : prepareBody(tools, context, body);
}

async function goOn(
  tools: ContinueTools,
  context: RequestContext,
  body: Body,
  previous: string | null,
): Promise<Continued> {
  const known = previous === null ? null : await tools.recall.find(previous);
  const fields = fieldsIn(body);
  const fresh = fields === null ? [] : await resolved(tools.recall, inputItems(fields.input));
  const history = known?.kind === "stored" ? conversationOf(known.stored).map(asOurs) : [];
  if (fields !== null && (known?.kind === "stored" || fresh.some(({ ours }) => ours))) {
    context.replay = { previous: known?.kind === "stored" ? previous : null, input: [...history, ...fresh] };
  }
  if (known?.kind === "stored" || previous === null) {
    return fields === null || context.replay === null
      ? prepareBody(tools, context, body)
      : asNew(tools, context, { fields, model: body.model, replay: context.replay, known });
  }
  const prepared = prepareBody(tools, context, body);
  if ("code" in prepared) return prepared;
  return tools.keepers?.narrow(prepared, previous, known) ?? unknownResponse(previous);
}

/** Everything that it goes on from is in it. */
function asNew(tools: ContinueTools, context: RequestContext, { fields, model, replay, known }: NewRequest): Continued {
  const prepared = prepareBody(tools, context, replayed(fields, model, replay, false));
  if ("code" in prepared) return prepared;
  const bare = attemptsOf(prepared).some(({ endpoint }) => endpoint.protocols.includes("responses"));
  const complete = bare ? { ...prepared, body: replayed(fields, model, replay, true) } : prepared;
  // Nobody else can read its reasoning.
  if (known?.kind !== "stored" || !replay.input.some(({ item, ours }) => ours && isEncrypted(item))) return complete;
  const { from } = known.stored;
  return preferring(complete, ({ endpoint }) => endpoint.instance.name === from);
}

interface NewRequest {
  readonly fields: JsonObject;
  readonly model: string;
  readonly replay: Replay;
  readonly known: Known | null;
}

/** Items in place of references to those that Turnout keeps. */
async function resolved(recall: Recall, items: readonly JsonObject[]): Promise<readonly ReplayedItem[]> {
  const kept = await recall.findItems(items.flatMap((item) => referredBy(item) ?? []));
  return items.map((item) => {
    const own = kept.get(referredBy(item) ?? "");
    return own === undefined ? { item, ours: false } : asOurs(own);
  });
}

/** The id of the item that this one stands for; null where it is one itself. */
function referredBy({ type, id }: JsonObject): string | null {
  return type === "item_reference" && typeof id === "string" ? id : null;
}

function asOurs(item: JsonObject): ReplayedItem {
  return { item, ours: true };
}

function isEncrypted({ encrypted_content: encrypted }: JsonObject): boolean {
  return typeof encrypted === "string" && encrypted !== "";
}
