import { readBuildArn } from '@/lib/builds/arn';
import type { ImageBuild } from '@/lib/builds/build';
import type { Finding } from '@/lib/findings/finding';
import type { ScanHead, ScanPart } from '@/lib/findings/scan';
import { office } from './build-examples';

const images = 'arn:aws:imagebuilder:eu-west-1:111122223333:image';

/** Two builds of one image, and one of another. */
export const before = `${images}/office/2.0.0/3`;
export const after = `${images}/office/2.0.0/4`;
export const other = 'arn:aws:imagebuilder:us-east-1:444455556666:image/design/1.0.0/1';

/** A build whose scan is over, unless it is said otherwise. */
export function scannedBuild(arn: string, more: Partial<ImageBuild> = {}): ImageBuild {
  const { name, version, buildVersion, region } = readBuildArn(arn) ?? office;
  const scan = { enabled: true, status: 'COMPLETED' };
  return { ...office, arn, name, version, buildVersion, region, scan, ...more };
}

/** A finding in one package. */
export function findingOf(id: string, severity = 'HIGH', more: Partial<Finding> = {}): Finding {
  return {
    id,
    severity,
    packages: [{ name: 'openssl', version: '3.0.1', arch: 'x86_64' }],
    ...more,
  };
}

/** One answer about a build's findings: all that there is, unless it is said otherwise. */
export function partOf(
  arn: string,
  findings: readonly Finding[],
  head: Partial<ScanHead> = {},
  next = 1,
): ScanPart {
  const all = { all: findings.length, critical: 0, high: 0, medium: 0 };
  return {
    head: {
      build: scannedBuild(arn),
      counts: all,
      state: 'complete',
      received: findings.length,
      pages: 1,
      ...head,
    },
    findings,
    next,
  };
}
