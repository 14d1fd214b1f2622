/** The data of the event that ends a chat stream. Servers that were built for chat send it in Responses streams too. */
export const DONE = "[DONE]";
