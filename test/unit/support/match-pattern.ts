/** A match pattern, parsed. */
export interface MatchPattern {
  readonly scheme: string;
  /** `*` alone is any host. */
  readonly host: string;
  readonly path: string;
}

/**
 * Parses a match pattern by the letter of its grammar; nothing when it is none. Browsers drop a
 * pattern that does not parse without a word, and with it the access.
 * Source: MDN, "Match patterns in extension manifests".
 */
export function parseMatchPattern(text: string): MatchPattern | undefined {
  const parts = /^(\*|https?|wss?|ftp|data|file):\/\/([^/]*)(\/.*)$/.exec(text);
  const [, scheme, host, path] = parts ?? [];
  if (scheme === undefined || host === undefined || path === undefined) return undefined;
  if (scheme === 'file') return host === '' ? { scheme, host, path } : undefined;
  return isHostPattern(host) ? { scheme, host, path } : undefined;
}

/** `*`, or `*.` before host labels, or host labels alone: no other wildcard and no port. */
function isHostPattern(host: string): boolean {
  if (host === '*') return true;
  const labels = host.replace(/^\*\./, '').split('.');
  return labels.every((label) => /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i.test(label));
}

/** Whether a match pattern matches an address. */
export function matches(pattern: MatchPattern, address: string): boolean {
  const url = new URL(address);
  const scheme = url.protocol.slice(0, -1);
  const schemeFits =
    pattern.scheme === '*' ? ['http', 'https'].includes(scheme) : pattern.scheme === scheme;
  return schemeFits && hostFits(pattern.host, url.hostname) && pathFits(pattern.path, url);
}

function hostFits(host: string, hostname: string): boolean {
  if (host === '*') return true;
  if (!host.startsWith('*.')) return hostname === host;
  return hostname === host.slice(2) || hostname.endsWith(host.slice(1));
}

function pathFits(path: string, { pathname, search }: URL): boolean {
  const pieces = path.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('.*')}$`, 's').test(pathname + search);
}
