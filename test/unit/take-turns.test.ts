import { describe, expect, it } from 'vitest';
import { takeTurns } from '@/lib/take-turns';

describe('work in turns', () => {
  it('runs one after the other in the order in which it came', async () => {
    const inTurn = takeTurns();
    const log: string[] = [];
    const work = (name: string, steps: number) => async () => {
      log.push(`${name} starts`);
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      log.push(`${name} ends`);
      return name;
    };
    const all = [inTurn(work('a', 9)), inTurn(work('b', 3)), inTurn(work('c', 1))];
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c']);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends', 'c starts', 'c ends']);
  });

  it('goes on after work that failed, and tells only its caller', async () => {
    const inTurn = takeTurns();
    const bad = inTurn(() => Promise.reject(new Error('no')));
    const good = inTurn(async () => 'yes');
    await expect(bad).rejects.toThrow('no');
    await expect(good).resolves.toBe('yes');
  });

  it('keeps two queues apart', async () => {
    const first = takeTurns();
    const second = takeTurns();
    const blocked = first(() => new Promise<never>(() => {}));
    await expect(second(async () => 'free')).resolves.toBe('free');
    expect(blocked).toBeInstanceOf(Promise);
  });
});
