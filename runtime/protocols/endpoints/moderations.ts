import { withoutParameters } from "./without-parameters.ts";

/** https://platform.openai.com/docs/api-reference/moderations/create; it supports none of the parameters. */
export const moderations = withoutParameters("/moderations", "omni-moderation-latest");
