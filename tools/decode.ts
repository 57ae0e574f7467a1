/**
 * The text of a file. PowerShell writes what a command prints as UTF-16 with a byte order mark;
 * everybody else writes UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
