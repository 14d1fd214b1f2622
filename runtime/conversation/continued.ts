import { fieldOf } from "../body/field-of.ts";
import { fieldsIn } from "../body/fields-in.ts";
import { type Body, readModel } from "../body/read-model.ts";
import { findName } from "../body/scan/find-name.ts";
import type { Replay, ReplayedItem, RequestContext } from "../context.ts";
import type { GatewayError } from "../errors.ts";
import type { JsonObject } from "../protocols/json/json-object.ts";
import { type Prepared, type PrepareTools, prepareBody } from "../request/prepare.ts";
import type { Payload } from "../wire/upstream.ts";
import { inputItems } from "./items.ts";
import type { Keepers } from "./keepers.ts";
import { attemptsOf, preferring } from "./narrow.ts";
import type { Known, Recall } from "./recall.ts";
import { replayed } from "./replay.ts";
import { conversationOf, type Reading } from "./stored-response.ts";
import { unknownResponse } from "./unknown-response.ts";

export interface ContinueTools extends PrepareTools {
  readonly recall: Recall;
  /** null if no target stores the responses that it creates. */
  readonly keepers: Keepers | null;
  /** Whether there is only one endpoint and it stores its responses: then no look-up is needed. */
  readonly onlyKeeper: boolean;
}

export type Continued = Prepared | GatewayError;

const REFERENCE = Buffer.from('"item_reference"');

/**
 * Like `prepare`, for a client of the Responses API: looks up the response that the request continues. Only such requests
 * wait for the look-up.
 */
export function prepareResponse(
  tools: ContinueTools,
  context: RequestContext,
  payload: Payload,
): Continued | Promise<Continued> {
  const read = readModel(payload, tools.fallbackModel, tools.wholeLimits);
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
  // Its long texts come first: those of the conversation follow them.
  const fields = fieldsIn(body);
  const known = previous === null ? null : await tools.recall.find(previous, readingFor(body));
  if (known?.kind === "refused") return known.error;
  if (known?.kind === "stored") body.long = known.long;
  const fresh = fields === null ? [] : await resolved(tools.recall, body, inputItems(fields.input));
  const history = known?.kind === "stored" ? conversationOf(known.stored).map(asOurs) : [];
  if (fields !== null && (known?.kind === "stored" || fresh.some(({ ours }) => ours))) {
    context.replay = { previous: known?.kind === "stored" ? previous : null, input: [...history, ...fresh] };
  }
  if (known?.kind === "stored" || previous === null) {
    return fields === null || context.replay === null
      ? prepareBody(tools, context, body)
      : asNew(tools, context, { fields, body, replay: context.replay, known });
  }
  const prepared = prepareBody(tools, context, body);
  if ("code" in prepared) return prepared;
  return tools.keepers?.narrow(prepared, previous, known) ?? unknownResponse(previous);
}

/** The request as if it were a new conversation, with the whole conversation in its input. */
function asNew(tools: ContinueTools, context: RequestContext, { fields, body, replay, known }: NewRequest): Continued {
  const prepared = prepareBody(tools, context, replayed(fields, body, replay, false));
  if ("code" in prepared) return prepared;
  const bare = attemptsOf(prepared).some(({ endpoint }) => endpoint.protocols.includes("responses"));
  const complete = bare ? { ...prepared, body: replayed(fields, body, replay, true) } : prepared;
  // Only the endpoint that created the reasoning can decrypt it.
  if (known?.kind !== "stored" || !replay.input.some(({ item, ours }) => ours && isEncrypted(item))) return complete;
  const { from } = known.stored;
  return preferring(complete, ({ endpoint }) => endpoint.instance.name === from);
}

interface NewRequest {
  readonly fields: JsonObject;
  readonly body: Body;
  readonly replay: Replay;
  readonly known: Known | null;
}

/** Replaces references to items that Turnout stores by the items. */
async function resolved(recall: Recall, body: Body, items: readonly JsonObject[]): Promise<readonly ReplayedItem[]> {
  const wanted = items.flatMap((item) => referredBy(item) ?? []);
  if (wanted.length === 0) return items.map((item) => ({ item, ours: false }));
  const { items: kept, long } = await recall.findItems(wanted, readingFor(body));
  body.long = long;
  return items.map((item) => {
    const own = kept.get(referredBy(item) ?? "");
    return own === undefined ? { item, ours: false } : asOurs(own);
  });
}

/** Twice what a body may have: a stored conversation has ids and answers besides what was sent. */
function readingFor({ limits: { bytes, values }, long }: Body): Reading {
  return { limits: { bytes: 2 * bytes, values: 2 * values }, long };
}

/** The id that an item reference refers to; null if the item is not a reference. */
function referredBy({ type, id }: JsonObject): string | null {
  return type === "item_reference" && typeof id === "string" ? id : null;
}

function asOurs(item: JsonObject): ReplayedItem {
  return { item, ours: true };
}

function isEncrypted({ encrypted_content: encrypted }: JsonObject): boolean {
  return typeof encrypted === "string" && encrypted !== "";
}
