/** From little to much. */
const ORDER = ["none", "minimal", "low", "medium", "high", "xhigh", "max"] as const;
type Effort = (typeof ORDER)[number];

/** As the Codex CLI's list of models has them; `none` where the API's pages say so. Others are not touched. */
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
 * The effort that a model is asked for in place of one it does not have: the next lower one, else its lowest. Who asks for
 * some thought gets some: `none` is in place of nothing. null where the model has the effort, or where nothing is known of
 * one of them.
 */
export function effortInstead(model: string, effort: unknown): Effort | null {
  const supported = SUPPORTED.get(model.replace(/-\d{4}-\d\d-\d\d$/, ""));
  const wanted = ORDER.indexOf(effort as Effort);
  if (supported === undefined || wanted < 0 || supported.includes(effort as Effort)) return null;
  const thoughtful = supported.filter((each) => each !== "none");
  return thoughtful.findLast((each) => ORDER.indexOf(each) < wanted) ?? thoughtful[0] ?? null;
}
