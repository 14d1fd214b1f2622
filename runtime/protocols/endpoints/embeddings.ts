import { withoutParameters } from "./without-parameters.ts";

/** https://platform.openai.com/docs/api-reference/embeddings/create; it has none of the parameters. */
export const embeddings = withoutParameters("/embeddings");
