/**
 * The text of a file. A byte order mark says how it is written; without one it is UTF-8 or, where
 * that does not fit, what spreadsheets in western languages write as plain CSV.
 */
export function decodeText(bytes: Uint8Array): string {
  const marked = [
    { mark: [0xff, 0xfe], label: 'utf-16le' },
    { mark: [0xfe, 0xff], label: 'utf-16be' },
  ].find(({ mark }) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return new TextDecoder(marked.label).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
