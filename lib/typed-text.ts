/**
 * Control characters, halves of characters, and what turns the direction of a text: with it a
 * text could look like another, or change how what stands beside it is read.
 */
const unseen = /[\p{Cc}\p{Cs}\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u;

/** Whether a text has characters that nobody sees, but that change how it looks. */
export function hasUnseen(text: string): boolean {
  return unseen.test(text);
}

/** A text on one line: line breaks, tabs and several spaces become one space, those around none. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** How long a text is in characters as people count them, rather than in code units. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
