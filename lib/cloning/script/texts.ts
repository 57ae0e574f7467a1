/** That a text is longer than AWS takes, both counted in characters. */
export function tooLong(what: string, text: string, most: number): string {
  return `${what} has ${text.length} characters: ${most} are the most.`;
}
