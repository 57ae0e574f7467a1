import type { ScanHead } from './scan';

/** Why the findings of a build cannot be compared: it is not known what it has, which is not "none". */
export type ScanObstacle =
  | 'not-enabled'
  | 'not-scanned'
  | 'pending'
  | 'failed'
  | 'timed-out'
  | 'abandoned'
  | 'elsewhere'
  | 'unlisted'
  | 'unclear'
  | 'half-loaded';

/**
 * Why the findings of a build cannot be compared; nothing when they can. A completed scan of which
 * AWS keeps no findings may be one of the output AMI, whose findings are elsewhere: the API does
 * not tell the two apart. Source: the Image Builder model, ImageScanStatus.
 */
export function scanObstacle({
  build,
  counts,
  state,
  received,
}: Pick<ScanHead, 'build' | 'counts' | 'state' | 'received'>): ScanObstacle | undefined {
  const { enabled, status } = build.scan;
  switch (status) {
    case 'COMPLETED':
      if (received === 0 && (counts?.all ?? 0) === 0) return 'elsewhere';
      if (state !== 'complete') return 'half-loaded';
      return received === 0 ? 'unlisted' : undefined;
    case 'FAILED':
      return 'failed';
    case 'TIMED_OUT':
      return 'timed-out';
    case 'ABANDONED':
      return 'abandoned';
    case undefined:
      return enabled === false ? 'not-enabled' : 'not-scanned';
    case 'PENDING':
    case 'SCANNING':
    case 'COLLECTING':
      return 'pending';
    default:
      return 'unclear';
  }
}

const explanations: Readonly<Record<ScanObstacle, string>> = {
  'not-enabled': 'Image scanning was not enabled for this build, so nobody knows what it has.',
  'not-scanned': 'AWS reports no scan of this build, so nobody knows what it has.',
  pending: 'The scan of this build has not ended.',
  failed: 'The scan of this build failed, so nobody knows what it has.',
  'timed-out': 'The scan of this build timed out, so nobody knows all that it has.',
  abandoned: 'The scan of this build was abandoned, so nobody knows all that it has.',
  elsewhere:
    'AWS keeps no findings of this scan in Image Builder. If the output AMI was scanned instead, they are in the EC2 console.',
  unlisted:
    'AWS counts findings of this build and lists none of them, so nobody knows what it has.',
  unclear: 'AWS tells a status of the scan that Image Desk does not know.',
  'half-loaded': 'Not all findings of this build have been read yet.',
};

/** Says in a sentence why findings cannot be compared. */
export function explainScanObstacle(obstacle: ScanObstacle): string {
  return explanations[obstacle];
}
