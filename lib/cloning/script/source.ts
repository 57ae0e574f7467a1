import type { ApplicationSource } from '../../applications/application';

/** What the file of a source is called on the image builder, as far as every system takes it. */
export function fileNameOf(source: Exclude<ApplicationSource, { kind: 'path' }>): string {
  const address = source.kind === 's3' ? source.uri : source.url.replace(/[?#].*$/s, '');
  const last = address.split('/').at(-1) ?? '';
  const name = (source.kind === 's3' ? last : decoded(last))
    .replaceAll(/[^\p{L}\p{M}\p{N} ._()+-]+/gu, '_')
    // Windows drops dots and spaces at the end.
    .replace(/[ .]+$/, '')
    .slice(-longest)
    // A hyphen in front would make it an option; half a character is none.
    .replace(/^[\p{Cs} .-]+/u, '');
  return name === '' || reserved.test(name) ? `source_${name}` : name;
}

/** In characters: three bytes for each still fit the 255 that Linux has for a name. */
const longest = 80;

/** The devices of Windows, whatever follows the dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
