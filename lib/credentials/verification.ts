import { dnsSuffixes, findRegion } from '../aws/regions';
import type { RegionCode } from '../scope';

/**
 * Where organisations' access portals are. Source: IAM Identity Center User Guide, "AWS access
 * portal URL", and the China Regions' own guide for `awsapps.cn`.
 */
const portalHost = /^[a-z0-9-]+(?:\.[a-z0-9-]+)?\.awsapps\.(?:com|cn)$/;

/** An access portal's address as it is typed, or nothing when it is none. */
export function readStartUrl(text: string): string | undefined {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return undefined;
  const url = new URL(trimmed);
  if (!isPlain(url) || !portalHost.test(url.hostname)) return undefined;
  // What the browser shows after `#` is not part of it.
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/**
 * Whether AWS may ask a person to confirm a sign-in at an address: only there is it opened, so
 * that an answer that was tampered with cannot send anybody to a look-alike. Source: the
 * `verificationUri` that the IAM Identity Center OIDC API documents, and the portals' hosts.
 */
export function isVerificationAddress(address: string, region: RegionCode): boolean {
  const found = findRegion(region);
  if (!found || !URL.canParse(address)) return false;
  const url = new URL(address);
  if (!isPlain(url)) return false;
  const device = `device.sso.${region}.${dnsSuffixes[found.partition]}`;
  return url.hostname === device || portalHost.test(url.hostname);
}

function isPlain({ protocol, port, username, password }: URL): boolean {
  return protocol === 'https:' && port === '' && username === '' && password === '';
}
