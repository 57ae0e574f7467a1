import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeWords,
  firstView,
  itemsPerPage,
  pageOf,
  revisionsOf,
  type ItemsView,
} from '@/components/desk/jobs/items';
import type { AccountNames } from '@/lib/accounts/alias';
import type { JobItem, ShareJobItem } from '@/lib/jobs/job';
import { taskOf } from '../../support/build-examples';
import { itemOf, itemsIn } from '../../support/job-examples';
import { noon } from '../../support/values';

const nobody: AccountNames = new Map();
const names: AccountNames = new Map([
  ['200000000000', { account: '200000000000', name: 'Payments' }],
  ['200000000001', { account: '200000000001', name: 'Archive' }],
]);

const some: readonly ShareJobItem[] = [
  itemOf(0, { state: 'done', at: noon + 3 }, { image: 'office-10', region: 'us-east-1' }),
  itemOf(
    1,
    { state: 'failed', at: noon + 1, problem: { kind: 'quota', detail: 'Full up' } },
    { image: 'office-9', region: 'eu-west-1' },
  ),
  itemOf(2, { state: 'pending' }, { image: 'kiosk', region: 'eu-west-1', change: 'remove' }),
];

const found = (view: Partial<ItemsView>, of = some, by = names) =>
  pageOf(of, { ...firstView, ...view }, by).items.map(({ seq }) => seq);

describe('the changes of a job', () => {
  it('are in the order of the job at first', () => {
    expect(found({})).toEqual([0, 1, 2]);
    expect(found({ descending: true })).toEqual([2, 1, 0]);
  });

  it.each<readonly [string, readonly number[]]>([
    ['office', [0, 1]],
    ['EU-WEST', [1, 2]],
    ['payments', [0]],
    ['200000000002', [2]],
    ['full', [1]],
    ['verified', [0]],
    ['eu-west office', [1]],
    ['  ', [0, 1, 2]],
    ['nowhere', []],
  ])('are found by “%s”', (text, seqs) => {
    expect(found({ text })).toEqual(seqs);
  });

  it.each([
    ['open', [2]],
    ['done', [0]],
    ['failed', [1]],
    ['drift', []],
  ] as const)('are found by the result %s', (result, seqs) => {
    expect(found({ result })).toEqual(seqs);
  });

  it('count what is sent and not read back as not ended', () => {
    expect(found({ result: 'open' }, itemsIn('inflight', 'sent', 'pending', 'done'))).toEqual([
      0, 1, 2,
    ]);
  });

  it.each<readonly [ItemsView['sortBy'], readonly number[]]>([
    ['image', [2, 1, 0]],
    ['region', [1, 2, 0]],
    ['account', [2, 1, 0]],
    ['result', [2, 0, 1]],
    ['time', [2, 1, 0]],
  ])('are sorted by %s', (sortBy, seqs) => {
    expect(found({ sortBy })).toEqual(seqs);
    expect(found({ sortBy, descending: true })).toEqual(seqs.toReversed());
  });

  it('are on pages of which each has its part, and no page is empty', () => {
    fc.assert(
      fc.property(fc.nat(220), fc.integer({ min: 1, max: 8 }), (count, page) => {
        const items = Array.from({ length: count }, (_, seq) => itemOf(seq));
        const shown = pageOf(items, { ...firstView, page }, nobody);
        expect(shown.matches).toBe(count);
        expect(shown.pages).toBe(Math.max(1, Math.ceil(count / itemsPerPage)));
        expect(shown.page).toBe(Math.min(page, shown.pages));
        const from = (shown.page - 1) * itemsPerPage;
        expect(shown.items).toEqual(items.slice(from, from + itemsPerPage));
      }),
    );
  });

  it('say what becomes of the account', () => {
    const after = { fleet: true, imageBuilder: true };
    expect(changeWords(itemOf(0, {}, { after }))).toBe('Not shared → Fleet and image builder');
    expect(changeWords({ task: { ...itemOf(0).task, before: after } })).toBe(
      'Fleet and image builder → Fleet',
    );
  });
});

const ran: JobItem = {
  ...itemOf(0, { state: 'done' }),
  task: taskOf({ act: 'cancel', before: 'BUILDING' }),
  made: 'lce-0b0f8a1c',
};

describe('what was done with builds', () => {
  it('is found by the build, by what it does and by what AWS has made', () => {
    const foundBy = (text: string) => pageOf([ran], { ...firstView, text }, nobody).matches;
    expect(['office 1.0.1', 'cancel', 'lce-0b0f'].map(foundBy)).toEqual([1, 1, 1]);
    expect(foundBy('delete')).toBe(0);
    // AWS goes on with a change of state by itself.
    expect([foundBy('begun'), foundBy('done')]).toEqual([1, 0]);
    expect(changeWords(ran)).toBe('Cancel the build');
  });
});

describe('the plans that can be made from a job', () => {
  it.each<readonly [string, readonly ShareJobItem[], readonly string[]]>([
    ['did all', itemsIn('done', 'unchanged'), ['undo', 'again']],
    ['changed nothing', itemsIn('unchanged'), ['again']],
    ['left something', itemsIn('done', 'drift'), ['undo', 'retry', 'again']],
    ['was cancelled at the start', itemsIn('cancelled'), ['retry', 'again']],
    ['lost an answer', [itemOf(0, { state: 'failed', attempts: 1 })], ['undo', 'retry', 'again']],
    ['had nothing to do', [], []],
  ])('that %s', (_, items, ways) => {
    expect(revisionsOf(items)).toEqual(ways);
  });

  it('that did something with a build are none', () => {
    expect(revisionsOf([ran])).toEqual([]);
  });
});
