/** More came out of a decoder than is taken. */
export class OverLimit extends Error {}
