/** From low to high. */
const ORDER = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
type Effort = (typeof ORDER)[number];

/** From the Codex CLI's list of models; `none` where the API's pages list it. Other models are left alone. */
const SUPPORTED: ReadonlyMap<string, readonly Effort[]> = new Map<string, readonly Effort[]>([
  ["gpt-5", ["minimal", "low", "medium", "high"]],
  ["gpt-5-codex", ["low", "medium", "high"]],
  ["gpt-5-codex-mini", ["medium", "high"]],
  ["codex-mini-latest", ["low", "medium", "high"]],
  ["gpt-5.1", ["none", "low", "medium", "high"]],
  ["gpt-5.1-codex", ["low", "medium", "high"]],
  ["gpt-5.1-codex-mini", ["medium", "high"]],
  ["gpt-5.1-codex-max", ["low", "medium", "high", "xhigh"]],
  ["gpt-5.2", ["none", "low", "medium", "high", "xhigh"]],
  ["gpt-5.2-codex", ["low", "medium", "high", "xhigh"]],
  ["gpt-5.3-codex", ["low", "medium", "high", "xhigh"]],
  ["gpt-5.4", ["none", "low", "medium", "high", "xhigh"]],
  ["gpt-5.4-mini", ["none", "low", "medium", "high", "xhigh"]],
  ["gpt-5.5", ["none", "low", "medium", "high", "xhigh"]],
]);

/**
 * The effort to request from a model that does not support the given one: the next lower one, or else its lowest; but a
 * request for some reasoning is never turned into `none`. null if the model supports the effort, or if one of them is
 * unknown.
 */
export function effortInstead(model: string, effort: unknown): Effort | null {
  const supported = SUPPORTED.get(model.replace(/-\d{4}-\d\d-\d\d$/, ""));
  const wanted = ORDER.indexOf(effort as Effort);
  if (supported === undefined || wanted < 0 || supported.includes(effort as Effort)) return null;
  const thoughtful = supported.filter((each) => each !== "none");
  return thoughtful.findLast((each) => ORDER.indexOf(each) < wanted) ?? thoughtful[0] ?? null;
}
