import { readBuildArn } from '../../../lib/builds/arn';
import type { BuildListing } from '../../../lib/builds/build';
import { explainScanObstacle, scanObstacle } from '../../../lib/findings/comparable';
import type { ScanHead } from '../../../lib/findings/scan';
import { explainProblem } from '../../../lib/problems/explain';
import { countOf, formatNumber } from '../../../lib/words';
import type { BuildScan } from './scans';

/** A build within its image: `2.0.0/4`. */
export function shortBuild({ arn }: Pick<BuildListing, 'arn'>): string {
  const read = readBuildArn(arn);
  return read ? `${read.version}/${read.buildVersion}` : arn;
}

/** A date as the person's computer writes it; a dash when it is not known. */
export function dateText(time: number | undefined): string {
  if (time === undefined) return '–';
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(time);
}

/** How much is here of what AWS counts: `325 of 1,052 findings`. */
export function describeProgress({
  received,
  counts,
}: Pick<ScanHead, 'received' | 'counts'>): string {
  return counts
    ? `${formatNumber(received)} of ${countOf(counts.all, 'finding')}`
    : countOf(received, 'finding');
}

/** How far a build's findings have been read, in words. */
export function scanText(scan: BuildScan<unknown> | undefined): string {
  if (!scan) return 'Not read';
  const { head, value, problem } = scan;
  if (problem) return explainProblem(problem).summary;
  if (!head) return 'Reading…';
  if (head.state === 'reading') {
    return `Reading: ${describeProgress(head)}`;
  }
  const obstacle = scanObstacle(head);
  if (obstacle !== undefined) return explainScanObstacle(obstacle);
  return value === undefined ? 'Reading…' : `Read: ${countOf(head.received, 'finding')}`;
}

/** A size in words, by thousands: `1.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, 'kB'] : [bytes / 1_000_000, 'MB'];
  return `${size.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
}
