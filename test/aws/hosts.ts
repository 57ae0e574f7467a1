import type { ServiceModel } from './models';
import { modelOf, serviceAt } from './models';

/** What a host name stands for. */
export type Host =
  | { readonly kind: 'service'; readonly model: ServiceModel; readonly region: string }
  | { readonly kind: 'icons' }
  | { readonly kind: 'console' }
  | { readonly kind: 'verification' }
  | { readonly kind: 'unexpected' };

const consoleDomains = [
  'console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
];

/** Source: botocore `endpoints.json`: Organizations has one endpoint in each partition. */
const organizationsRegions: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-gov-west-1',
  'cn-northwest-1',
]);

/**
 * Tells what a host name (without port) stands for.
 * Source: the endpoint prefixes of the models' metadata, with `<prefix>.<region>.amazonaws.com` and
 * `.com.cn` in China; `sts.amazonaws.com` is STS's global endpoint and signs for us-east-1. A
 * prefix may have a dot in it, as `portal.sso` has. The pages on which a person confirms a device
 * code are at `device.sso.<region>.amazonaws.com` and at the access portal's `*.awsapps.com`.
 */
export function readHost(host: string): Host {
  if (consoleDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))) {
    return { kind: 'console' };
  }
  if (/\.s3(?:[.-][a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?$/u.test(host)) return { kind: 'icons' };
  if (host === 'sts.amazonaws.com') {
    return { kind: 'service', model: modelOf('sts'), region: 'us-east-1' };
  }
  const isVerification = /(?:^device\.sso\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?|\.awsapps\.com)$/u;
  if (isVerification.test(host)) return { kind: 'verification' };
  const found = /^([a-z0-9.-]+)\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/u.exec(host);
  const service = serviceAt(found?.[1] ?? '');
  const region = found?.[2];
  const isChina = found?.[3] !== undefined;
  const isElsewhere = service === 'organizations' && !organizationsRegions.has(region ?? '');
  if (!service || isElsewhere || region === undefined || isChina !== region.startsWith('cn-')) {
    return { kind: 'unexpected' };
  }
  return { kind: 'service', model: modelOf(service), region };
}
