import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPace, type Outcome } from '@/components/panel/imagebuilder/pace';
import { fakeClock } from './clock';

const second = 1000;

function setUp() {
  const clock = fakeClock();
  const reads: number[] = [];
  let wanted = true;
  const pace = createPace({
    now: clock.now,
    later: clock.later,
    wanted: () => wanted,
    read() {
      reads.push(clock.now());
      pace.began();
    },
  });
  pace.began();
  return {
    clock,
    pace,
    reads,
    want(value: boolean) {
      wanted = value;
      pace.look();
    },
  };
}

describe('the pace of reading again', () => {
  it('is every ten seconds while there is news', () => {
    const { clock, pace, reads } = setUp();
    pace.ended('changed');
    clock.pass(9_999);
    expect(reads).toEqual([]);
    clock.pass(1);
    expect(reads).toEqual([10 * second]);
    clock.pass(60 * second);
    expect(reads).toHaveLength(1);
    pace.ended('changed');
    clock.pass(1);
    expect(reads).toEqual([10 * second, 70 * second]);
  });

  it('slows down to a minute without news, and is quick again with news', () => {
    const { clock, pace, reads } = setUp();
    const gaps: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      const from = clock.now();
      pace.ended('same');
      while (reads.length === round) clock.pass(second / 2);
      gaps.push(clock.now() - from);
    }
    expect(gaps.every((gap, index) => gap >= (gaps[index - 1] ?? 0))).toBe(true);
    expect(gaps[0]).toBeGreaterThan(10 * second);
    expect(gaps.at(-1)).toBe(60 * second);
    pace.ended('changed');
    clock.pass(10 * second);
    expect(reads).toHaveLength(9);
  });

  it('is half as quick with every refusal', () => {
    const { clock, pace, reads } = setUp();
    pace.ended('refused');
    clock.pass(20 * second - 1);
    expect(reads).toHaveLength(0);
    clock.pass(1);
    pace.ended('refused');
    clock.pass(40 * second - 1);
    expect(reads).toHaveLength(1);
    clock.pass(1);
    expect(reads).toHaveLength(2);
    for (let round = 0; round < 9; round += 1) {
      pace.ended('refused');
      clock.pass(240 * second);
    }
    expect(reads).toHaveLength(11);
  });

  it('rests while nobody wants it, and makes up for it at once', () => {
    const { clock, pace, reads, want } = setUp();
    pace.ended('changed');
    want(false);
    expect(clock.waiting()).toBe(0);
    clock.pass(300 * second);
    expect(reads).toEqual([]);
    want(true);
    clock.pass(0);
    expect(reads).toEqual([300 * second]);
  });

  it('waits for the rest of its time when it is wanted again before', () => {
    const { clock, pace, reads, want } = setUp();
    pace.ended('changed');
    want(false);
    clock.pass(4 * second);
    want(true);
    clock.pass(6 * second - 1);
    expect(reads).toEqual([]);
    clock.pass(1);
    expect(reads).toEqual([10 * second]);
  });

  it('counts a read that somebody asked for', () => {
    const { clock, pace, reads } = setUp();
    pace.ended('changed');
    clock.pass(9 * second);
    pace.began();
    pace.ended('changed');
    clock.pass(9 * second);
    expect(reads).toEqual([]);
  });

  it('reads nothing before the last answer is there, or after it was turned away from', () => {
    const { clock, pace, reads } = setUp();
    pace.look();
    clock.pass(600 * second);
    expect(reads).toEqual([]);
    pace.ended('changed');
    pace.reset();
    clock.pass(600 * second);
    expect(reads).toEqual([]);
  });

  const outcomes = fc.constantFrom<Outcome>('changed', 'same', 'refused');
  const steps = fc.oneof(
    fc.record({ pass: fc.nat(90 * second) }),
    fc.record({ want: fc.boolean() }),
    fc.record({ end: outcomes }),
  );

  it('never reads twice within an interval, nor while it is not wanted', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60 }), (sequence) => {
        const { clock, pace, reads, want } = setUp();
        let wanted = true;
        for (const step of sequence) {
          const before = reads.length;
          if ('pass' in step) clock.pass(step.pass);
          else if ('want' in step) {
            wanted = step.want;
            want(wanted);
          } else pace.ended(step.end);
          if (!wanted) expect(reads).toHaveLength(before);
        }
        const all = [0, ...reads];
        for (const [index, time] of all.entries()) {
          expect(time - (all[index - 1] ?? -Infinity)).toBeGreaterThanOrEqual(10 * second);
        }
      }),
      { numRuns: 500 },
    );
  });
});
