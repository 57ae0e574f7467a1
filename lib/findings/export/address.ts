import { vulnerabilityPage } from '../../console/links';
import type { Vulnerability } from '../vulnerability';

/**
 * The page that tells about a vulnerability, written as RFC 3986 has addresses, which schemas ask
 * for: browsers leave some characters alone that it does not know.
 */
export function pageOf(vulnerability: Vulnerability | undefined): string | undefined {
  if (vulnerability === undefined) return undefined;
  const address = vulnerabilityPage(vulnerability.id, vulnerability.details.sourceUrl);
  return address === undefined ? undefined : strictAddress(address);
}

/** An HTTPS address as RFC 3986 has it. */
function strictAddress(address: string): string {
  const [before = '', ...after] = address.split('#');
  const fragment = after.length === 0 ? '' : `#${encodeOdd(after.join('%23'))}`;
  const [, origin = '', rest = ''] = /^(https:\/\/(?:\[[\da-f:]+\])?)(.*)$/s.exec(before) ?? [];
  return `${origin}${encodeOdd(rest)}${fragment}`;
}

function encodeOdd(text: string): string {
  return wellFormed(text)
    .replaceAll(/%(?![0-9a-f]{2})/gi, '%25')
    .replaceAll(/[^\w\-.~:/?@!$&'()*+,;=%]/gu, encodeURIComponent);
}

/** The path of a file in an image as a relative address: `usr/lib/app/METADATA`. */
export function pathAddress(path: string): string {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '');
  return parts.map(encodePart).join('/');
}

/** A text as one part of an address. */
export function encodePart(text: string): string {
  return encodeURIComponent(wellFormed(text));
}

/** `encodeURIComponent` throws at half a character, which JSON can have. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
}
