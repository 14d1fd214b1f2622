import type { HelperText } from "./helper.ts";

/** For patterns that a RegExp could take very long for, or would read otherwise than Python. */
export const MACHINE: HelperText = {
  types: [],
  text: `/** A step of a pattern. \`next\` and its like are places in the list. */
type Step =
  | { readonly kind: "done" }
  | { readonly kind: "take"; readonly one: string | RegExp; readonly next: number }
  | { readonly kind: "either"; readonly first: number; readonly second: number }
  | { readonly kind: "mark"; readonly mark: number; readonly next: number }
  | { readonly kind: "start" | "end"; readonly next: number }
  | { readonly kind: "ahead"; readonly negated: boolean; readonly look: number; readonly next: number }
  | { readonly kind: "behind"; readonly negated: boolean; readonly texts: readonly (readonly (string | RegExp)[])[]; readonly next: number };

/**
 * A pattern for which the time grows with the length of the name, and no faster. From the end of the name to its start it
 * notes at which steps the rest can still match, then it goes forward along the first that can.
 */
function inSteps(groups: number, start: number, steps: readonly Step[]): Pick<RegExp, "exec" | "test"> {
  const takes = (one: string | RegExp, character: string | undefined): boolean =>
    character !== undefined && (typeof one === "string" ? one === character : one.test(character));
  const exec = (name: string): RegExpExecArray | null => {
    const characters = Array.from(name);
    const size = steps.length;
    const can = new Uint8Array((characters.length + 1) * size);
    const holds = (step: Step, at: number): boolean => {
      const leadsOn = (next: number): boolean => can[at * size + next] === 1;
      switch (step.kind) {
        case "done":
          return true;
        case "take":
          return takes(step.one, characters[at]) && can[(at + 1) * size + step.next] === 1;
        case "either":
          return leadsOn(step.first) || leadsOn(step.second);
        case "mark":
          return leadsOn(step.next);
        case "start":
          return at === 0 && leadsOn(step.next);
        case "end":
          return at === characters.length && leadsOn(step.next);
        case "ahead":
          return leadsOn(step.look) !== step.negated && leadsOn(step.next);
        case "behind": {
          const found = step.texts.some((text) => text.every((one, i) => takes(one, characters[at - text.length + i])));
          return found !== step.negated && leadsOn(step.next);
        }
      }
    };
    for (let at = characters.length; at >= 0; at--) {
      for (let index = 0; index < size; index++) {
        const step = steps[index];
        if (step !== undefined && holds(step, at)) can[at * size + index] = 1;
      }
    }
    if (can[start] !== 1) return null;
    const marks: number[] = [];
    const follow = (from: number, place: number): number => {
      let at = place;
      let step = steps[from];
      while (step !== undefined && step.kind !== "done") {
        if (step.kind === "take") at += 1;
        else if (step.kind === "mark") marks[step.mark] = at;
        else if (step.kind === "ahead" && !step.negated) follow(step.look, at);
        if (step.kind !== "either") step = steps[step.next];
        else step = steps[can[at * size + step.first] === 1 ? step.first : step.second];
      }
      return at;
    };
    const whole = characters.slice(0, follow(start, 0)).join("");
    const match: [string, ...string[]] = [whole];
    for (let group = 1; group <= groups; group++) {
      match.push(characters.slice(marks[group * 2] ?? 0, marks[group * 2 + 1] ?? 0).join(""));
    }
    return Object.assign(match, { index: 0, input: name });
  };
  return { exec, test: (name) => exec(name) !== null };
}`,
};
