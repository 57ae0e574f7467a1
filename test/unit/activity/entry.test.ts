import { describe, expect, it } from 'vitest';
import { pairEntries, type ActivityEntry } from '@/lib/activity/entry';
import { noon } from '../support/values';

const entry = (id: number, more: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id,
  at: noon + id,
  kind: 'change',
  operation: 'sharing.apply',
  outcome: 'sent',
  ...more,
});

describe('pairing', () => {
  it('joins each change with its own answer, newest first, and leaves the rest alone', () => {
    const first = entry(1);
    const refused = entry(2, { kind: 'refusal', outcome: 'refused' });
    const second = entry(3);
    const firstAnswer = entry(4, { outcome: 'throttled', answers: 1 });
    const third = entry(5);
    const thirdAnswer = entry(6, { outcome: 'done', answers: 5 });
    expect(pairEntries([first, refused, second, firstAnswer, third, thirdAnswer])).toEqual([
      { entry: third, answer: thirdAnswer },
      { entry: second },
      { entry: refused },
      { entry: first, answer: firstAnswer },
    ]);
  });

  it('leaves out an answer whose change is not among the entries', () => {
    expect(pairEntries([entry(9, { outcome: 'done', answers: 4 })])).toEqual([]);
  });
});
