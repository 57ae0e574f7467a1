import { describe, expect, it } from 'vitest';
import { explainScanObstacle, scanObstacle } from '@/lib/findings/comparable';
import type { FindingCounts } from '@/lib/findings/finding';
import type { ScanHead } from '@/lib/findings/scan';
import { office } from '../support/build-examples';

function headOf(
  scan: ScanHead['build']['scan'],
  counts: FindingCounts | null,
  state: ScanHead['state'],
): ScanHead {
  return {
    build: { ...office, scan },
    counts,
    state,
    received: state === 'complete' ? (counts?.all ?? 0) : 0,
    pages: 1,
  };
}

const some: FindingCounts = { all: 3, critical: 1, high: 1, medium: 1 };
const none: FindingCounts = { all: 0, critical: 0, high: 0, medium: 0 };

describe('the scan of a build', () => {
  it('can be compared when it is completed and read to its end', () => {
    expect(scanObstacle(headOf({ status: 'COMPLETED' }, some, 'complete'))).toBeUndefined();
  });

  it('can be compared when AWS counts none of those that it lists', () => {
    const head = headOf({ status: 'COMPLETED' }, none, 'complete');
    expect(scanObstacle({ ...head, received: 1 })).toBeUndefined();
    expect(scanObstacle({ ...head, counts: null, received: 1 })).toBeUndefined();
  });

  it('cannot be compared when AWS counts findings and lists none of them', () => {
    const head = headOf({ status: 'COMPLETED' }, some, 'complete');
    expect(scanObstacle({ ...head, received: 0 })).toBe('unlisted');
    expect(scanObstacle({ ...head, received: 1 })).toBeUndefined();
  });

  it.each<readonly [ScanHead['build']['scan'], FindingCounts | null, ScanHead['state'], string]>([
    [{ status: 'COMPLETED' }, some, 'reading', 'half-loaded'],
    [{ status: 'COMPLETED' }, some, 'stopped', 'half-loaded'],
    [{ status: 'COMPLETED' }, none, 'complete', 'elsewhere'],
    [{ status: 'COMPLETED' }, null, 'complete', 'elsewhere'],
    [{ status: 'PENDING' }, some, 'complete', 'pending'],
    [{ status: 'SCANNING' }, some, 'complete', 'pending'],
    [{ status: 'COLLECTING' }, some, 'complete', 'pending'],
    [{ status: 'ABANDONED' }, some, 'complete', 'abandoned'],
    [{ status: 'FAILED' }, some, 'complete', 'failed'],
    [{ status: 'TIMED_OUT' }, some, 'complete', 'timed-out'],
    [{ status: 'SOMETHING_NEW' }, some, 'complete', 'unclear'],
    [{}, null, 'unscanned', 'not-scanned'],
    [{ enabled: true }, null, 'unscanned', 'not-scanned'],
    [{ enabled: false }, null, 'unscanned', 'not-enabled'],
  ])('cannot be compared with %j, counts %j, %s', (scan, counts, state, obstacle) => {
    const found = scanObstacle(headOf(scan, counts, state));
    expect(found).toBe(obstacle);
    if (found) expect(explainScanObstacle(found)).toMatch(/^[A-Z].+\.$/);
  });
});
