/** A path of the API that this server may send on. */
export interface Place {
  /** Without `/v1`: `/files/file-abc/content`. */
  readonly path: string;
  /** With its `?`; "" for none. */
  readonly query: string;
  /** Whether its requests name a model that they are routed by. */
  readonly byModel: boolean;
}

const BY_MODEL = /^\/(?:images|audio)\//;
/**
 * These are answered here, or not at all: what an upstream has there belongs to other clients too. However they are
 * written: some servers take capitals for small letters.
 */
const OWN = /^\/(?:models|responses|realtime|chat\/completions|completions|embeddings|moderations)(?:\/|$)/i;
/** Of a path without `/v1`. */
export function isOwn(path: string): boolean {
  return OWN.test(path);
}

const BY_MODEL_TO_SOME = new RegExp(BY_MODEL.source, "i");

/**
 * What a URL asks for; null where it is nothing to send on. A path that any server could read as another one is
 * nothing, so that no request gets above the backend's own path.
 */
export function placeOf(url: string): Place | null {
  const mark = url.indexOf("?");
  const whole = mark < 0 ? url : url.slice(0, mark);
  if (!/^[\x21-\x7e]+$/.test(url) || url.includes("#")) return null;
  const path = whole.startsWith("/v1/") ? whole.slice(3) : BY_MODEL.test(whole) ? whole : null;
  const read = path === null ? null : plain(path);
  if (path === null || read === null || isOwn(read)) return null;
  const byModel = BY_MODEL.test(path);
  if (BY_MODEL_TO_SOME.test(read) !== byModel) return null;
  return { path, query: mark < 0 ? "" : url.slice(mark), byModel };
}

/** Encoded twice, or three times: each server on the way may decode once. */
const MOST_DECODINGS = 4;

/** The path as the last of them reads it; null where it could lead elsewhere. */
function plain(path: string): string | null {
  let text = path;
  for (let i = 0; i < MOST_DECODINGS; i++) {
    const segments = text.slice(1).split("/");
    if (segments.some(leadsElsewhere)) return null;
    if (/[\\\x00-\x1f\x7f?#]/.test(text) || (i > 0 && segments.length !== path.split("/").length - 1)) return null;
    if (!text.includes("%")) return text;
    const decoded = decode(text);
    if (decoded === null) return null;
    text = decoded;
  }
  return null;
}

/** Some servers leave a segment's parameters out before they look where it leads: `..;x`. */
function leadsElsewhere(segment: string): boolean {
  return segment === "" || /^\.{1,2}(?:;|$)/.test(segment);
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
