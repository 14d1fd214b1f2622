/** Halves of a character, which no URL can carry. */
const LONE = /\p{Surrogate}/gu;

/**
 * Paths of Azure's API with versions: what is asked of a model is below its deployment, all else is not.
 * https://learn.microsoft.com/en-us/azure/ai-foundry/openai/reference
 *
 * @param path of the resource, with or without `/openai` at its end
 */
export function azurePaths(path: string, version: string): (target: string, model: string) => string {
  const base = path.endsWith("/openai") ? path : `${path}/openai`;
  return (target, model) => {
    const mark = target.indexOf("?");
    const place = mark < 0 ? target : target.slice(0, mark);
    const isRealtime = place === "/realtime";
    const kept = mark < 0 ? "" : keptOf(target.slice(mark + 1), isRealtime);
    const name = model === "" ? "" : encodeURIComponent(model.replace(LONE, "\ufffd"));
    // Responses name their deployment in the body, sessions in the query.
    const deployment = name === "" || isRealtime || isOf("/responses", place) ? "" : `/deployments/${name}`;
    const session = isRealtime && name !== "" ? `&deployment=${name}` : "";
    return `${base}${deployment}${place}?${kept}api-version=${version}${session}`;
  };
}

function isOf(parent: string, place: string): boolean {
  return place.startsWith(parent) && (place.length === parent.length || place.charAt(parent.length) === "/");
}

/** The client's query, without a version of its own, and for a session without the name of a model. */
function keptOf(query: string, isRealtime: boolean): string {
  const kept = query.split("&").filter((pair) => {
    const name = pair.split("=", 1)[0]?.toLowerCase();
    return pair !== "" && name !== "api-version" && !(isRealtime && (name === "model" || name === "deployment"));
  });
  return kept.map((pair) => `${pair}&`).join("");
}
