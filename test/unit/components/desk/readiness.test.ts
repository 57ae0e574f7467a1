import { describe, expect, it } from 'vitest';
import type { Planning } from '@/components/desk/sharing/planner';
import { accountToConfirm, planObstacle } from '@/components/desk/sharing/readiness';
import type { ShareTask } from '@/components/desk/sharing/subject';
import type { DesiredShare } from '@/lib/sharing/plan';
import { image, planOf, scope } from './doubles';

const task: ShareTask = { mode: 'share', scope, image };
const chosen: ShareTask = { ...task, chosen: true };
const friend: DesiredShare = { account: '444455556666', fleet: true, imageBuilder: false };
const planned: Planning = { state: 'ready', plan: planOf([], [friend]) };
const unchanged: Planning = { state: 'ready', plan: planOf([friend], [friend]) };

const obstacle = (account: string) => planObstacle(chosen, planned, { account, number: '' });

describe('an account that only the person has said', () => {
  it('must be typed before anything is changed', () => {
    expect(accountToConfirm(chosen, planned)).toBe(scope.account);
    expect(obstacle('')).toBe(
      'Type the account ID 111122223333 to confirm that it is the right one.',
    );
    expect(obstacle('11112222333')).toBeDefined();
    expect(obstacle('444455556666')).toBeDefined();
    expect(obstacle('111122223333')).toBeUndefined();
    expect(obstacle(' 1111-2222-3333 ')).toBeUndefined();
  });

  it('need not be typed where the page tells it, or where nothing changes', () => {
    expect(accountToConfirm(task, planned)).toBeUndefined();
    expect(planObstacle(task, planned, { account: '', number: '' })).toBeUndefined();
    expect(accountToConfirm(chosen, unchanged)).toBeUndefined();
    expect(accountToConfirm(chosen, { state: 'reading' })).toBeUndefined();
  });

  it('does not spare the number of those who lose access', () => {
    const many = Array.from({ length: 11 }, (_, index) => ({
      ...friend,
      account: String(200_000_000_000 + index),
    }));
    const none = many.map((each) => ({ ...each, fleet: false }));
    const removal: Planning = { state: 'ready', plan: planOf(many, none) };
    const typed = (number: string) =>
      planObstacle(chosen, removal, { account: scope.account, number });
    expect(typed('')).toBe('Type 11 to confirm that 11 accounts lose access.');
    expect(typed('11')).toBeUndefined();
  });
});
