/**
 * A line of a comment, in ASCII: Windows PowerShell takes a file for one in the encoding of the
 * computer, and no text from outside may end the line or change how it reads.
 */
export function comment(text: string): string {
  const plain = text
    .replaceAll(/[\u2018-\u201B]/g, "'")
    .replaceAll(/[\u201C-\u201F]/g, '"')
    .replaceAll(/[^ -~]+/g, ' ');
  return `# ${plain}`.trimEnd();
}

/** A text as bash takes it to the letter. */
export function bashText(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A text as PowerShell takes it to the letter. It takes typographic quotes for its own. */
export function powerShellText(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201B]/g, '$&$&')}'`;
}
