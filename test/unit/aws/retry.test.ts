import { describe, expect, it } from 'vitest';
import { retrying } from '@/lib/aws/retry';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';

async function run(answers: readonly Result<string>[], random = 0.5, mutating?: boolean) {
  const waits: number[] = [];
  let calls = 0;
  const result = await retrying(
    async () => {
      const answer = answers[Math.min(calls, answers.length - 1)];
      calls += 1;
      return answer ?? ok('none');
    },
    { wait: async (milliseconds) => void waits.push(milliseconds), random: () => random },
    mutating,
  );
  return { result, waits, calls };
}

describe('trying again', () => {
  it('is not needed after a success', async () => {
    expect(await run([ok('a')])).toEqual({ result: ok('a'), waits: [], calls: 1 });
  });

  it.each<readonly [Problem, number]>([
    [{ kind: 'throttled' }, 4],
    [{ kind: 'aws-fault' }, 3],
    [{ kind: 'offline' }, 2],
    [{ kind: 'clock-skew' }, 2],
    [{ kind: 'quota', detail: '' }, 1],
    [{ kind: 'expired' }, 1],
    [{ kind: 'credentials-refused' }, 1],
    [{ kind: 'permission-missing', action: 'a:B' }, 1],
    [{ kind: 'not-found', what: '' }, 1],
    [{ kind: 'not-available', detail: '' }, 1],
    [{ kind: 'unknown', detail: '' }, 1],
  ])('of %j makes %i attempts in all and then gives up with it', async (problem, attempts) => {
    const { result, calls, waits } = await run([failed(problem)]);
    expect(result).toEqual(failed(problem));
    expect(calls).toBe(attempts);
    expect(waits).toHaveLength(attempts - 1);
  });

  it.each<readonly [Problem, number]>([
    [{ kind: 'throttled' }, 4],
    [{ kind: 'clock-skew' }, 2],
    [{ kind: 'aws-fault' }, 1],
    [{ kind: 'offline' }, 1],
    [{ kind: 'unknown', detail: '' }, 1],
  ])('of a change after %j makes %i attempts: it may have been made', async (problem, attempts) => {
    const { result, calls } = await run([failed(problem)], 0.5, true);
    expect(result).toEqual(failed(problem));
    expect(calls).toBe(attempts);
  });

  it('ends with the first success', async () => {
    const throttled = failed({ kind: 'throttled' } as const);
    const { result, calls } = await run([throttled, throttled, ok('a')]);
    expect(result).toEqual(ok('a'));
    expect(calls).toBe(3);
  });

  it('ends with a problem that will not pass', async () => {
    const { result, calls } = await run([
      failed({ kind: 'throttled' }),
      failed({ kind: 'expired' }),
      ok('a'),
    ]);
    expect(result).toEqual(failed({ kind: 'expired' }));
    expect(calls).toBe(2);
  });

  it('waits up to twice as long each time, by chance anything less', async () => {
    const answers = [failed({ kind: 'throttled' } as const)];
    expect((await run(answers, 0.5)).waits).toEqual([125, 250, 500]);
    expect((await run(answers, 0)).waits).toEqual([0, 0, 0]);
    expect(Math.max(...(await run(answers, 0.999)).waits)).toBeLessThan(1000);
  });

  it('outlasts the time for which Chromium holds requests back after faults', async () => {
    const { waits } = await run([failed({ kind: 'aws-fault' })], 0);
    expect(waits).toEqual([700, 1400]);
  });
});
