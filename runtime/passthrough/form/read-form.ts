import { lossOf } from "../../body/stalled-body.ts";
import { lengthOf, type Upload, uploadOf } from "../../body/upload.ts";
import type { ClientRequest } from "../../client.ts";
import { type GatewayError, gatewayError } from "../../errors.ts";
import type { FieldEdit } from "../../protocols/endpoints/field-edit.ts";
import { payloadOf } from "../../wire/payload.ts";
import type { Payload } from "../../wire/upstream.ts";
import { type FormEvent, FormReader } from "./form-reader.ts";
import { formRewriter } from "./form-rewriter.ts";

/** A form whose model is known. */
export interface Form {
  /** null if there is no such field. */
  readonly model: string | null;
  /** Whether all of it has been read, so that it can be sent again. */
  readonly whole: boolean;
  /**
   * The body to send, with `model` replaced (null: unchanged) and the edits applied. `broken` is called at most once, if
   * the rest of the form turns out to be invalid.
   */
  body(model: string | null, edits: readonly FieldEdit[], broken: (error: GatewayError) => void): Payload | Upload;
}

/** Called once; null means that the client has left. */
export type FormDone = (form: Form | GatewayError | null) => void;

/** A form up to this size is held completely, so that it can be sent to another target if one fails. */
const HOLD_WHOLE = 1 << 20;
const MAX_MODEL = 16_384;
/** Forms of the API have ten or so; each takes more memory than its bytes. */
const MOST_FIELDS = 1000;

/**
 * Reads a form up to its field `model`; what follows, usually the file, is streamed. What precedes it must be held, up to
 * `limit` bytes.
 */
export function readForm(req: ClientRequest, boundary: string, limit: number, done: FormDone): void {
  const length = lengthOf(req);
  const holdWhole = length !== null && length <= HOLD_WHOLE;
  const events: FormEvent[] = [];
  let live: ((event: FormEvent) => void) | null = null;
  let held = 0;
  let model: string | null = null;
  let modelBytes = 0;
  let known = false;
  let fields = 0;
  let wrong: GatewayError | null = null;
  let over = false;

  const reader = new FormReader(boundary, (event) => {
    if (event.kind === "part") {
      if (++fields > MOST_FIELDS) wrong ??= invalid(`it has more than ${MOST_FIELDS} fields`);
      if (model !== null) known = true;
      if (event.name === "model") {
        if (model !== null) wrong = invalid("it has two fields of the name model");
        model ??= "";
      }
    } else if (event.kind === "close" && model !== null) known = true;
    else if (event.kind === "data" && model !== null && !known) {
      modelBytes += event.bytes.length;
      if (modelBytes > MAX_MODEL) wrong = invalid("its model is too long");
      else model += event.bytes.toString("latin1");
    }
    if (live === null) events.push(event);
    else live(event);
  });

  function read(chunk: Buffer): GatewayError | null {
    if (!reader.push(chunk)) wrong ??= invalid("it does not keep to its boundary, or a field has no name");
    return wrong;
  }
  function finish(result: Form | GatewayError | null): void {
    over = true;
    req.off("data", take);
    req.off("end", end);
    req.off("error", left);
    if (result !== null && "code" in result) req.resume();
    else req.pause();
    done(result);
  }
  function take(chunk: Buffer): void {
    held += chunk.length;
    const problem = read(chunk);
    if (problem !== null) finish(problem);
    else if (known && !holdWhole) finish(form(false));
    else if (held > limit) finish(tooMuch(limit));
  }
  function end(): void {
    finish(reader.closed ? form(true) : invalid("it ends before its last line"));
  }
  function left(error: unknown): void {
    if (!over) finish(lossOf(error));
  }

  function form(whole: boolean): Form {
    return {
      model: model === null ? null : Buffer.from(model, "latin1").toString("utf8"),
      whole,
      body(asked, edits, broken) {
        const rewrite = formRewriter({ model: asked, edits, boundary });
        const before = events.flatMap(rewrite);
        if (whole) return payloadOf(before);
        const out: Buffer[] = [];
        live = (event) => void out.push(...rewrite(event));
        const change = asked === null ? 0 : Buffer.byteLength(asked) - modelBytes;
        return uploadOf({
          req,
          length: length === null || edits.length > 0 ? null : length + change,
          before,
          stalled: broken,
          pass(chunk) {
            const problem = read(chunk);
            if (problem === null) return out.splice(0);
            broken(problem);
            return null;
          },
          closes() {
            if (!reader.closed) broken(invalid("it ends before its last line"));
            return reader.closed;
          },
        });
      },
    };
  }

  req.on("data", take);
  req.on("end", end);
  req.on("error", left);
}

function invalid(reason: string): GatewayError {
  return gatewayError("invalid_form", `The form could not be read: ${reason}.`);
}

function tooMuch(limit: number): GatewayError {
  const message = `No field "model" in the first ${limit} bytes of the form, which is what this server holds. Send it before the file.`;
  return gatewayError("body_too_large", message, "model");
}
