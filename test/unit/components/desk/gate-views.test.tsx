// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { ComponentChildren } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import { AccountsProvider } from '@/components/desk/accounts';
import { GateOfBuild } from '@/components/desk/findings/gate-of-build';
import { GateOfImages } from '@/components/desk/findings/gate-of-images';
import { DeskProvider, type DeskPlace } from '@/components/desk/parts';
import type { Finding } from '@/lib/findings/finding';
import type { FindingsBook } from '@/lib/findings/judgement';
import { sourceBuildTag } from '@/lib/images/lineage';
import type { ScanHead, ScanPart } from '@/lib/findings/scan';
import { office, officeArn } from '../../support/build-examples';
import { findingOf, judgementOf, ruleOf, uuidOf } from '../../support/judgements';
import { noon } from '../../support/values';
import { fakeClient, flush } from '../fakes';
import { scope } from './doubles';

afterEach(cleanup);

const earlierArn = officeArn.replace('1.0.1/2', '1.0.1/1');
const stays = findingOf('CVE-1', 'CRITICAL', ['curl']);
const brought = findingOf('CVE-2', 'CRITICAL', ['zlib'], { fixAvailable: 'YES' });
const risen = (severity: string) => findingOf('CVE-3', severity, ['openssl']);

const newRule = ruleOf({ id: uuidOf(1), title: 'No new critical' });
const allRule = ruleOf({ id: uuidOf(2), title: 'No critical', of: 'all' });

/** All findings of a build that are there, on one page, or as the head says. */
function partOf(findings: readonly Finding[], head: Partial<ScanHead> = {}): ScanPart {
  const received = head.received ?? findings.length;
  return {
    head: {
      build: { ...office, scan: { enabled: true, status: 'COMPLETED' } },
      counts: { all: findings.length, critical: 0, high: 0, medium: 0 },
      state: 'complete',
      received,
      pages: 1,
      ...head,
    },
    findings,
    next: 1,
  };
}

interface Shown {
  readonly book?: Partial<FindingsBook>;
  readonly target?: ScanPart;
  /** Nothing when there is no build before. */
  readonly base?: ScanPart | undefined;
  readonly answers?: Parameters<typeof fakeClient>[0];
  /** What is shown; the gate of the build unless given. */
  readonly view?: ComponentChildren;
}

async function show({ book, answers, view, ...parts }: Shown) {
  const { target = partOf([stays, brought]), base } = parts;
  const worker = fakeClient({
    'accounts.list': () => ({ value: [] }),
    'findings.book': () => ({ value: { judgements: [], rules: [newRule], pins: [], ...book } }),
    'findings.change': () => ({
      value: { counts: null, ...(base && { previous: { build: { ...office, arn: earlierArn } } }) },
    }),
    'findings.kept': () => ({ value: [] }),
    'findings.read': ({ build }: { build: string }) => ({
      value: build === officeArn ? target : base,
    }),
    'desk.open': () => ({ value: null }),
    ...answers,
  });
  const desk: DeskPlace = {
    client: worker.client,
    now: () => noon,
    later: () => () => undefined,
    onEvent: () => undefined,
    hasHostAccess: async () => true,
    requestHostAccess: async () => true,
    requestNotifications: async () => true,
    closeWindow: () => undefined,
    dialog: true,
    go: () => undefined,
  };
  render(
    <DeskProvider value={desk}>
      <AccountsProvider>{view ?? <GateOfBuild build={officeArn} scope={scope} />}</AccountsProvider>
    </DeskProvider>,
  );
  await act(flush);
  await act(flush);
  return worker;
}

/** More findings of both builds than one page of AWS has. */
const many = () => ({
  value: {
    counts: { all: 26, critical: 2, high: 0, medium: 0 },
    previous: {
      build: { ...office, arn: earlierArn },
      counts: { all: 30, critical: 1, high: 0, medium: 0 },
    },
  },
});

async function press(name: string) {
  fireEvent.click(screen.getByRole('button', { name }));
  await act(flush);
}

const text = () => document.body.textContent ?? '';

describe('the gate of a build', () => {
  it('names what fails a rule, beside the build before', async () => {
    await show({
      base: partOf([stays, risen('MEDIUM')]),
      target: partOf([stays, brought, risen('CRITICAL')]),
    });
    expect(text()).toContain('Failed: No new critical');
    expect(text()).toContain('Failed by 2 CVEs');
    expect(text()).toContain('CVE-2, critical, in zlib');
    expect(text()).toContain('CVE-3, critical (was medium), in openssl');
    expect(text()).not.toContain('CVE-1');
  });

  it('is passed by what was judged away', async () => {
    const judgements = [judgementOf({ vulnerability: 'CVE-2', image: 'office' })];
    await show({ base: partOf([stays]), book: { judgements } });
    expect(text()).toContain('Passed: No new critical');
    expect(text()).not.toContain('Failed');
  });

  it('leads to the comparison in another tab', async () => {
    const { calls } = await show({ base: partOf([stays]) });
    fireEvent.click(screen.getByText('Compare with office 1.0.1/1'));
    expect(calls('desk.open').map(({ input }) => input)).toEqual([
      { view: 'findings-compare', base: earlierArn, target: officeArn },
    ]);
  });

  it('says nothing of what is new without a build before, and all the same of all', async () => {
    await show({ book: { rules: [newRule, allRule] } });
    expect(text()).toContain('Not evaluated: No new critical');
    expect(text()).toContain('There is no earlier build of this image to compare it with.');
    expect(text()).toContain('Failed: No critical');
  });

  it('says nothing of what is new beside a build that nobody knows', async () => {
    const scan = { enabled: true, status: 'TIMED_OUT' };
    await show({ base: partOf([], { state: 'unscanned', build: { ...office, scan } }) });
    expect(text()).toContain('Not evaluated: No new critical');
    expect(text()).toContain('Of the build before: The scan of this build timed out');
  });

  it('is never passed by a build that nobody knows', async () => {
    await show({
      book: { rules: [newRule, allRule] },
      base: partOf([stays]),
      target: partOf([], { state: 'unscanned', build: office }),
    });
    expect(text()).not.toContain('Passed');
    expect(text()).toContain('Not evaluated: No critical');
    expect(text()).toContain('AWS reports no scan of this build, so nobody knows what it has.');
  });

  it('reads nothing that takes many calls before somebody asks, and can be cancelled', async () => {
    const { calls } = await show({
      answers: { 'findings.change': many, 'findings.read': () => 'wait' },
    });
    expect(text()).toContain('Not evaluated: No new critical');
    expect(text()).toContain('The 56 findings of this build and of the one before have to be read');
    expect(calls('findings.read')).toEqual([]);
    await press('Check the findings');
    expect(calls('findings.read')).toHaveLength(2);
    await press('Cancel reading');
    expect(calls('findings.cancel').map(({ input }) => input)).toEqual([
      { build: officeArn },
      { build: earlierArn },
    ]);
    expect(text()).toContain('Not evaluated: No new critical');
    await press('Check the findings');
    expect(calls('findings.read')).toHaveLength(4);
    // Where they go on is asked for once.
    expect(calls('findings.change')).toHaveLength(1);
  });

  it('is evaluated at once where both builds are kept already', async () => {
    const kept = [officeArn, earlierArn].map((build) => ({ build, state: 'complete' }));
    await show({
      base: partOf([stays]),
      answers: { 'findings.change': many, 'findings.kept': () => ({ value: kept }) },
    });
    expect(text()).toContain('Failed: No new critical');
  });

  it('waits where one of them is kept in part alone', async () => {
    const kept = [
      { build: officeArn, state: 'complete' },
      { build: earlierArn, state: 'stopped' },
    ];
    const { calls } = await show({
      base: partOf([stays]),
      answers: { 'findings.change': many, 'findings.kept': () => ({ value: kept }) },
    });
    expect(calls('findings.read')).toEqual([]);
  });

  it('tells how far it is, and what went wrong', async () => {
    const { asked } = await show({
      base: partOf([stays]),
      answers: { 'findings.read': () => 'wait' },
    });
    const reads = asked.filter(({ id }) => id === 'findings.read');
    expect(reads.map(({ input }) => input)).toEqual([
      { build: officeArn, from: 0 },
      { build: earlierArn, from: 0 },
    ]);
    await act(async () => {
      await reads[0]?.answer({
        value: {
          ...partOf([stays], {
            state: 'reading',
            counts: { all: 40, critical: 1, high: 0, medium: 0 },
          }),
        },
      });
    });
    expect(text()).toContain('1 of 40 findings read. You need not wait for it.');
    await act(async () => {
      await reads[1]?.answer({ problem: { kind: 'offline' } });
      await asked.at(-1)?.answer({ value: partOf([brought], { received: 2 }) });
    });
    expect(text()).toContain('Not evaluated: No new critical');
    expect(text()).toContain('The findings could not be read.');
  });

  it('begins again when AWS does, and takes no half for the whole', async () => {
    let reads = 0;
    await show({
      base: partOf([stays]),
      answers: {
        'findings.read': ({ build, from }: { build: string; from: number }) => {
          if (build !== officeArn) return { value: partOf([stays]) };
          reads += 1;
          // The list of the first answer has ended before it was whole.
          if (reads === 1) return { value: { ...partOf([brought], { received: 30 }), next: 1 } };
          if (reads === 2) return { value: { ...partOf([], { received: 1 }), next: 0 } };
          return from === 0 ? { value: partOf([stays]) } : { problem: { kind: 'offline' } };
        },
      },
    });
    expect(reads).toBe(3);
    expect(text()).toContain('Passed: No new critical');
  });

  it('is not evaluated on pages that stay fewer than there should be', async () => {
    const { calls } = await show({
      base: partOf([stays]),
      answers: {
        'findings.read': ({ build, from }: { build: string; from: number }) =>
          build === officeArn
            ? { value: partOf(from === 0 ? [stays] : [], { received: 2 }) }
            : { value: partOf([stays]) },
      },
    });
    expect(text()).toContain('Not evaluated: No new critical');
    expect(text()).not.toContain('Passed');
    const froms = calls('findings.read').flatMap(({ input }) => {
      const { build, from } = input as { readonly build: string; readonly from: number };
      return build === officeArn ? [from] : [];
    });
    expect(froms).toEqual([0, 1, 0, 1]);
  });

  it('reads nothing where there is no rule', async () => {
    const { calls } = await show({ book: { rules: [] }, base: partOf([stays]) });
    expect(text()).toBe('');
    expect(calls('findings.change')).toEqual([]);
  });
});

const imageOf = (name: string) => ({
  name,
  region: scope.region,
  arn: `arn:aws:appstream:${scope.region}:${scope.account}:image/${name}`,
});

const ofImages = (...names: readonly string[]) => (
  <GateOfImages account={scope} images={names.map(imageOf)} />
);

describe('the gate of images', () => {
  const answers = {
    'images.tags': ({ image }: { image: { name: string } }) => ({
      value: image.name.startsWith('golden') ? [{ key: sourceBuildTag, value: officeArn }] : [],
    }),
  };

  it('names what fails the only image, and leads to the comparison in another tab', async () => {
    const { calls } = await show({ base: partOf([stays]), view: ofImages('golden'), answers });
    expect(text()).toContain('The image fails a rule.');
    expect(text()).toContain('Made from office 1.0.1/2.');
    expect(text()).toContain('CVE-2, critical, in zlib');
    fireEvent.click(screen.getByText('Compare with office 1.0.1/1'));
    expect(calls('desk.open').map(({ input }) => input)).toEqual([
      { view: 'findings-compare', base: earlierArn, target: officeArn },
    ]);
  });

  it('folds those of many that fail nothing', async () => {
    const names = ['golden-1', 'kiosk', 'golden-2', 'desk'];
    const { calls } = await show({ base: partOf([stays]), view: ofImages(...names), answers });
    expect(text()).toContain('4 of 4 images are not checked yet.');
    expect(calls('images.tags')).toEqual([]);
    await press('Check the findings');
    await act(flush);
    expect(text()).toContain('2 of 4 images fail a rule; 2 have no known build.');
    expect(screen.getAllByText('Failed: No new critical')).toHaveLength(2);
    expect(text()).toContain('kiosk (eu-west-1): No known build');
    expect(screen.queryByRole('button', { name: 'Check the findings' })).toBeNull();
  });

  it('is not there without rules or images', async () => {
    const { asked } = await show({ book: { rules: [] }, view: ofImages('golden'), answers });
    await show({ view: ofImages(), answers });
    expect(text()).toBe('');
    expect(asked.filter(({ id }) => id === 'images.tags')).toEqual([]);
  });
});
