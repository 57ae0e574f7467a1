import { expect, it } from 'vitest';
import { createSlots } from '@/lib/findings/slots';

it('places are given in the order in which they were asked for, and no more than there are', async () => {
  const { take } = createSlots(2);
  const taken: number[] = [];
  const places = [0, 1, 2, 3].map(async (number) => {
    const giveBack = await take();
    taken.push(number);
    return giveBack;
  });
  const [first, second] = await Promise.all(places.slice(0, 2));
  expect(taken).toEqual([0, 1]);
  first?.();
  const third = await places[2];
  expect(taken).toEqual([0, 1, 2]);
  second?.();
  third?.();
  await places[3];
  expect(taken).toEqual([0, 1, 2, 3]);
});
