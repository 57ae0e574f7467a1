// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FindingsSection } from '@/components/panel/imagebuilder/sections/findings-section';
import type { Reading } from '@/components/panel/reading';
import type { ImageBuild } from '@/lib/builds/build';
import type { FindingCounts } from '@/lib/findings/finding';
import type { FindingsChange } from '@/lib/findings/scan';
import type { DeskTarget } from '@/lib/operations/surfaces';
import { amiBuild, amiStory } from '../../../support/sample-builds';
import { listingOf } from '../build-fakes';
import { heldOf, ignore, waiting } from './stories';

afterEach(cleanup);

const scanned: ImageBuild = { ...amiBuild, scan: { enabled: true, status: 'COMPLETED' } };
const before = listingOf({
  ...amiBuild,
  arn: amiBuild.arn.replace(/\d+$/, '90'),
  version: '2.0.0',
  buildVersion: '90',
});
const production = amiBuild.arn.replace(/\d+$/, '80');
const counts: FindingCounts = { all: 20, critical: 3, high: 8, medium: 4 };
const earlier: FindingCounts = { all: 19, critical: 1, high: 9, medium: 4 };

interface Shown {
  readonly build?: ImageBuild;
  readonly counts?: Reading<FindingCounts | null>;
  readonly change?: Reading<FindingsChange>;
  readonly onOpenChange?: () => void;
}

function show(shown: Shown = {}) {
  const openDesk = vi.fn<(target: DeskTarget) => void>();
  render(
    <FindingsSection
      build={shown.build ?? scanned}
      counts={shown.counts ?? heldOf(counts)}
      findings={{ busy: false }}
      change={shown.change ?? { busy: false }}
      onOpen={ignore}
      onMore={ignore}
      onOpenChange={shown.onOpenChange ?? ignore}
      openDesk={openDesk}
      now={amiStory.now}
      goOn={ignore}
    />,
  );
  return openDesk;
}

const title = 'Change since the build before';
const summary = () => screen.queryByText(title, { selector: 'summary' });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const names = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);
const details = () => summary()?.closest('details') ?? expect.fail();
const told = () => [...details().querySelectorAll('p')].map(({ textContent }) => textContent);

describe('the change since the build before', () => {
  it('is asked for when it is opened', () => {
    const onOpenChange = vi.fn<() => void>();
    show({ onOpenChange });
    expect(onOpenChange).not.toHaveBeenCalled();
    details().open = true;
    expect(onOpenChange).toHaveBeenCalledTimes(1);
  });

  it('is told by sign and word', () => {
    show({ change: heldOf({ counts, previous: { build: before, counts: earlier } }) });
    expect(told()).toEqual([
      'Findings: Critical 3 (+2), High 8 (−1), Medium 4 (no change), Other 5 (no change), compared with 2.0.0/90.',
    ]);
  });

  it('is told of vulnerabilities too, where both builds were read', () => {
    const compared = { new: 12, fixed: 5, persisting: 360 };
    show({ change: heldOf({ counts, previous: { build: before, counts: earlier }, compared }) });
    expect(told()).toHaveLength(2);
    expect(told()[1]).toBe('Vulnerabilities: +12 new, −5 fixed, 360 unchanged.');
  });

  it.each([
    [counts, null, 'Findings: Critical 3, High 8, Medium 4, Other 5. In 2.0.0/90: Not counted.'],
    [null, earlier, 'Findings: Not counted. In 2.0.0/90: Critical 1, High 9, Medium 4, Other 5.'],
    [null, null, 'Findings: Not counted. In 2.0.0/90: Not counted.'],
  ] as const)('is not made of what was not counted: %j, %j', (now, then, sentence) => {
    show({ change: heldOf({ counts: now, previous: { build: before, counts: then } }) });
    expect(told()).toEqual([sentence]);
  });

  it('says that there is no build before', () => {
    show({ change: heldOf({ counts }) });
    expect(told()).toEqual(['There is no earlier build of this image that became available.']);
  });

  it('is waited for, and says why it could not be read', () => {
    show({ change: waiting });
    expect(screen.getByRole('status').textContent).toBe('Reading the build before');
    cleanup();
    show({ change: { problem: { kind: 'throttled' }, busy: false } });
    expect(details().textContent).toContain('AWS is limiting the rate of calls');
  });
});

describe('comparing findings', () => {
  it('opens the desk at this build, and at the build before once that is known', () => {
    const openDesk = show();
    press('Compare findings');
    expect(openDesk.mock.calls).toEqual([[{ view: 'findings-compare', target: scanned.arn }]]);
    cleanup();
    const knowing = show({ change: heldOf({ counts, previous: { build: before, counts: null } }) });
    press('Compare findings');
    expect(knowing.mock.calls).toEqual([
      [{ view: 'findings-compare', target: scanned.arn, base: before.arn }],
    ]);
  });

  it('is with production where a build of the image is there, and it is another', () => {
    const openDesk = show({ change: heldOf({ counts, production }) });
    press('Compare with production');
    expect(openDesk.mock.calls).toEqual([
      [{ view: 'findings-compare', target: scanned.arn, base: production }],
    ]);
    cleanup();
    show({ change: heldOf({ counts, production: scanned.arn }) });
    expect(names()).toEqual(['Compare findings']);
    cleanup();
    show({ change: heldOf({ counts }) });
    expect(names()).toEqual(['Compare findings']);
  });

  it.each([
    ['that was not scanned', { ...scanned, scan: { enabled: false } }, heldOf(counts)],
    ['whose scan timed out', { ...scanned, scan: { status: 'TIMED_OUT' } }, heldOf(counts)],
    ['of which AWS keeps no findings', scanned, heldOf(null)],
    ['of which nothing is known yet', scanned, waiting],
  ])('is not offered for a build %s', (_, build, reading) => {
    show({ build, counts: reading });
    expect(summary()).toBeNull();
    expect(names()).toEqual([]);
  });

  it('is offered where the findings could not be counted', () => {
    show({ counts: { problem: { kind: 'throttled' }, busy: false } });
    expect(summary()).not.toBeNull();
    expect(names()).toContain('Compare findings');
  });
});
