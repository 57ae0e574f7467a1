import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemState, ShareJobItem } from '@/lib/jobs/job';
import type { Problem } from '@/lib/problems/problem';
import { desiredAgain, desiredBefore, desiredOfRest } from '@/lib/sharing/revise';
import { itemOf } from '../support/job-examples';

const fleet = { fleet: true, imageBuilder: false };
const both = { fleet: true, imageBuilder: true };
const none = { fleet: false, imageBuilder: false };

/** What was to be made of three accounts: one added, one changed, one removed. */
const changes = [
  { account: '111111111111', change: 'add', after: fleet },
  { account: '222222222222', change: 'change', before: fleet, after: both },
  { account: '333333333333', change: 'remove', before: both },
] as const;

const items = (...states: readonly (readonly [ItemState, number])[]): readonly ShareJobItem[] =>
  states.map(([state, attempts], seq) => {
    const { after: _default, ...item } = itemOf(0).task;
    return itemOf(seq, { state, attempts, task: { ...item, ...changes[seq % 3] } });
  });

const done = items(['done', 1], ['done', 1], ['done', 1]);

const place = { region: 'us-east-1', image: { name: 'office-2026' } };

const doneOn = (seq: number, region: string, image: string) =>
  itemOf(seq, { state: 'done', attempts: 1 }, { region, image });

const countOf = (desired: ReturnType<typeof desiredAgain>) =>
  desired.reduce((sum, each) => sum + each.desired.length, 0);

describe('what a job was about', () => {
  it('is desired again as it was', () => {
    expect(desiredAgain(done)).toEqual([
      {
        ...place,
        desired: [
          { account: '111111111111', ...fleet },
          { account: '222222222222', ...both },
          { account: '333333333333', ...none },
        ],
      },
    ]);
  });

  it('is undone by what was before', () => {
    expect(desiredBefore(done)).toEqual([
      {
        ...place,
        desired: [
          { account: '111111111111', ...none },
          { account: '222222222222', ...fleet },
          { account: '333333333333', ...both },
        ],
      },
    ]);
  });

  it.each<readonly [string, ItemState, number, boolean, boolean]>([
    ['done', 'done', 1, false, true],
    ['found to be so', 'unchanged', 0, false, false],
    ['failed before it was sent', 'failed', 0, true, false],
    ['failed although it may have been sent', 'failed', 1, true, true],
    ['changed elsewhere', 'drift', 0, true, false],
    ['cancelled', 'cancelled', 0, true, false],
    ['not begun', 'pending', 0, true, false],
  ])('%s: its rest and its undo', (_, state, attempts, rest, undo) => {
    const one = items([state, attempts]);
    expect(desiredOfRest(one)).toHaveLength(rest ? 1 : 0);
    expect(desiredBefore(one)).toHaveLength(undo ? 1 : 0);
  });

  it('has no undo for what AWS refused: if it is so now, somebody else has made it so', () => {
    const [failed] = items(['failed', 1]);
    if (!failed) throw new Error('There is one.');
    const withProblem = (problem: Problem) => desiredBefore([{ ...failed, problem }]);
    expect(withProblem({ kind: 'quota', detail: 'Full' })).toEqual([]);
    expect(withProblem({ kind: 'not-found', what: 'The image' })).toEqual([]);
    expect(withProblem({ kind: 'offline' })).toHaveLength(1);
    expect(withProblem({ kind: 'not-confirmed' })).toHaveLength(1);
  });

  it('keeps images of one name in two Regions apart, each once, in the order of the job', () => {
    const many = [
      doneOn(0, 'us-east-1', 'b'),
      doneOn(1, 'eu-west-1', 'b'),
      doneOn(2, 'us-east-1', 'a'),
      doneOn(3, 'us-east-1', 'b'),
    ];
    for (const desired of [desiredAgain(many), desiredBefore(many)]) {
      expect(desired.map(({ region, image }) => [region, image.name])).toEqual([
        ['us-east-1', 'b'],
        ['eu-west-1', 'b'],
        ['us-east-1', 'a'],
      ]);
      expect(desired[0]?.desired).toHaveLength(2);
    }
  });

  it('is all of it again: what is done and what is left', () => {
    const states = fc.constantFrom<ItemState>('done', 'unchanged', 'failed', 'drift', 'cancelled');
    fc.assert(
      fc.property(fc.array(states), (ends) => {
        const all = ends.map((state, seq) => itemOf(seq, { state }));
        const right = ends.filter((state) => state === 'done' || state === 'unchanged').length;
        expect(countOf(desiredAgain(all))).toBe(ends.length);
        expect(countOf(desiredOfRest(all))).toBe(ends.length - right);
      }),
    );
  });
});
