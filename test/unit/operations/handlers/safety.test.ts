import { describe, expect, it, vi } from 'vitest';
import { createEvents } from '@/lib/messaging/events';
import type { ProductEvent } from '@/lib/messaging/protocol';
import type { CallContext } from '@/lib/messaging/router';
import { safetyHandlers } from '@/lib/operations/handlers/safety';
import { operations } from '@/lib/operations/registry';
import { failed, ok } from '@/lib/result';
import { parsePolicy } from '@/lib/safety/policy';
import { defaultSafety } from '@/lib/safety/settings';
import * as v from 'valibot';
import { memoryStore } from '@/test/support/memory-store';
import { safetyView } from '../../support/safety';
import { home, owner } from '../../support/values';

const context: CallContext = { operation: '', sender: { class: 'extension' }, scope: undefined };

function setUp(managed: object = {}) {
  const durable = memoryStore();
  const told: ProductEvent[] = [];
  const toTab: ProductEvent[] = [];
  const events = createEvents(memoryStore(), {
    toExtension: async (event) => void told.push(event),
    toTab: async (_, event) => void toTab.push(event),
  });
  const watchIdle = vi.fn(async () => {});
  const handlers = safetyHandlers({
    durable,
    policy: async () => parsePolicy(managed),
    events,
    watchIdle,
  });
  return { handlers, durable, events, told, toTab, watchIdle };
}

describe('the safety settings', () => {
  it('are shown beside what the company sets', async () => {
    const managed = { idleMinutes: 5, readonly: true };
    const { handlers } = setUp(managed);
    expect(await handlers['safety.get']({}, context)).toEqual(ok(safetyView({}, managed)));
  });

  it('are changed member by member, and the extension’s documents alone are told', async () => {
    const { handlers, events, durable, told, toTab, watchIdle } = setUp();
    await events.watch(7, home);
    const first = await handlers['safety.set']({ readOnlyAccounts: [owner] }, context);
    expect(first).toEqual(ok(safetyView({ readOnlyAccounts: [owner] })));
    const second = await handlers['safety.set']({ holdHours: 1 }, context);
    expect(second).toEqual(ok(safetyView({ readOnlyAccounts: [owner], holdHours: 1 })));
    expect(await durable.get('safety')).toEqual({
      ...defaultSafety,
      readOnlyAccounts: [owner],
      holdHours: 1,
    });
    expect(told).toEqual([{ event: 'safety-changed' }, { event: 'safety-changed' }]);
    expect(toTab).toEqual([]);
    expect(watchIdle).toHaveBeenCalledTimes(2);
  });

  it('go back from read-only where the company leaves it to the person', async () => {
    const { handlers } = setUp({ readOnly: false });
    await handlers['safety.set']({ readOnly: true }, context);
    expect(await handlers['safety.set']({ readOnly: false }, context)).toEqual(
      ok(safetyView({}, { readOnly: false })),
    );
  });

  it('do not go back from read-only where the company has set it', async () => {
    const { handlers, durable, told } = setUp({ readOnly: true });
    expect(await handlers['safety.set']({ readOnly: false, holdHours: 1 }, context)).toEqual(
      failed({ kind: 'read-only', by: 'company' }),
    );
    expect(durable.keys()).toEqual([]);
    expect(told).toEqual([]);
    expect((await handlers['safety.set']({ holdHours: 1 }, context)).ok).toBe(true);
  });

  it.each([
    { idleMinutes: 0 },
    { idleMinutes: 481 },
    { holdHours: 13 },
    { retentionDays: 7 },
    { readOnlyAccounts: ['1'] },
    { readOnly: undefined },
    { everything: true },
  ])('take nothing that is out of range: %j', (change) => {
    expect(v.safeParse(operations['safety.set'].input, change).success).toBe(false);
  });
});
