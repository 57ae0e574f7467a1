import { describe, expect, it } from 'vitest';
import { createJudge } from '@/lib/aws/held-back';

const fault = { kind: 'aws-fault' } as const;
const offline = { kind: 'offline' } as const;

describe('a lost connection', () => {
  it('is one when AWS had answered well', () => {
    expect(createJudge(() => 0)(offline)).toEqual(offline);
  });

  it('is the aftermath of a fault for a minute, and not a millisecond longer', () => {
    let now = 1000;
    const judge = createJudge(() => now);
    expect(judge(fault)).toEqual(fault);
    now += 59_999;
    expect(judge(offline)).toEqual(fault);
    now += 1;
    expect(judge(offline)).toEqual(offline);
  });

  it('does not prolong the aftermath by itself', () => {
    let now = 0;
    const judge = createJudge(() => now);
    judge(fault);
    now = 30_000;
    judge(offline);
    now = 60_000;
    expect(judge(offline)).toEqual(offline);
  });

  it('changes no other problem', () => {
    const judge = createJudge(() => 0);
    judge(fault);
    expect(judge({ kind: 'throttled' })).toEqual({ kind: 'throttled' });
  });
});
