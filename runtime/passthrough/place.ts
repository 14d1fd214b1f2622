/** A path of the API that this server may pass on. */
export interface Place {
  /** Without `/v1`: `/files/file-abc/content`. */
  readonly path: string;
  /** With its `?`; "" if there is none. */
  readonly query: string;
  /** Whether its requests name a model that determines the route. */
  readonly byModel: boolean;
}

const BY_MODEL = /^\/(?:images|audio)\//;
/**
 * These are served here, or not at all: an upstream's objects at these paths belong to other clients too. Case-insensitive,
 * because some servers ignore case.
 */
const OWN = /^\/(?:models|responses|realtime|chat\/completions|completions|embeddings|moderations)(?:\/|$)/i;
/** Of a path without `/v1`. */
export function isOwn(path: string): boolean {
  return OWN.test(path);
}

const BY_MODEL_TO_SOME = new RegExp(BY_MODEL.source, "i");

/**
 * The API path of a URL; null if it must not be passed on. A path that any server could interpret differently is rejected,
 * so that no request escapes from the backend's own path.
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

/** Encoded several times: each server on the way may decode once. */
const MOST_DECODINGS = 4;

/** The path as the last server reads it; null if it could lead elsewhere. */
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

/** Some servers remove a segment's parameters before they resolve it: `..;x`. */
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
