/** The request's size in tokens as the client knows it; it stands for Turnout's estimate and never goes up. */
export const CONTEXT_TOKENS = "request_context_tokens";
