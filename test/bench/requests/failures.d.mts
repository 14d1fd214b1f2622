export function failuresIn(output: string): number;
