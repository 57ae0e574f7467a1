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

/**
 * A text as PowerShell takes it to the letter, whatever encoding it reads the file in: printable
 * ASCII on one line. As an argument it stands in parentheses.
 */
export function powerShellPlainText(text: string): string {
  if (!/[^ -~]/.test(text)) return powerShellText(text);
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `([regex]::Unescape(${powerShellText(escaped)}))`;
}

/**
 * Arguments as the one text that a Windows program is started with, and that it takes apart again.
 * Source: Microsoft's "Parsing C command-line arguments".
 */
export function windowsArguments(words: readonly string[]): string {
  return words.map(windowsArgument).join(' ');
}

function windowsArgument(word: string): string {
  if (/^[^\s"]+$/.test(word)) return word;
  const inner = word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&');
  return `"${inner}"`;
}
