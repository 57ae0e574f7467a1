import { describe, expect, it } from 'vitest';
import { createSideModel } from '@/components/desk/findings/compare/side-model';
import { failed, ok } from '@/lib/result';
import { after, findingOf, partOf } from '../../support/findings-examples';
import { createFakeClient, scope } from './doubles';

const critical = findingOf('CVE-2026-1', 'CRITICAL', { firstObservedAt: 1000 });
const high = findingOf('CVE-2026-2', 'HIGH', { firstObservedAt: 500, updatedAt: 3000 });
const low = findingOf('CVE-2026-3', 'Low');
const counts = { all: 3, critical: 1, high: 1, medium: 0 };

function setUp() {
  const fake = createFakeClient();
  const model = createSideModel(fake.client, after, scope);
  const ids = () => [...model.vulnerabilities().keys()];
  return { ...fake, model, ids };
}

/** An answer while AWS has more. */
const reading = { counts, state: 'reading' } as const;

describe('the findings of one build', () => {
  it('come page by page, counted as they come, until all are here', async () => {
    const { model, take, ids, left } = setUp();
    void model.read();
    expect(model.reading.value).toMatchObject({ state: 'reading', received: 0 });
    const first = take('findings.read');
    expect(first).toMatchObject({ input: { build: after, from: 0 }, scope });
    await first.answer(ok(partOf(after, [critical, high], { ...reading, received: 2 })));
    expect(model.reading.value).toMatchObject({
      state: 'reading',
      received: 2,
      severities: { critical: 1, high: 1, low: 0 },
      observedAt: 3000,
      head: { counts },
    });
    const second = take('findings.read');
    expect(second.input).toEqual({ build: after, from: 1 });
    await second.answer(ok(partOf(after, [low], { counts, received: 3, pages: 2 }, 2)));
    expect(model.reading.value).toMatchObject({ state: 'over', received: 3 });
    expect(ids()).toEqual(['CVE-2026-1', 'CVE-2026-2', 'CVE-2026-3']);
    expect(left()).toBe(0);
  });

  it('stop when somebody cancels, and go on from there', async () => {
    const { model, take, ids } = setUp();
    void model.read();
    await take('findings.read').answer(ok(partOf(after, [critical], { ...reading })));
    const late = take('findings.read');
    void model.cancel();
    expect(take('findings.cancel').input).toEqual({ build: after });
    await late.answer(ok(partOf(after, [high], { ...reading, received: 2 }, 2)));
    expect(model.reading.value).toMatchObject({ state: 'stopped', received: 1 });
    void model.read();
    const again = take('findings.read');
    expect(again.input).toEqual({ build: after, from: 1 });
    await again.answer(ok(partOf(after, [high], { received: 2, pages: 2 }, 2)));
    expect(ids()).toEqual(['CVE-2026-1', 'CVE-2026-2']);
  });

  it('say why they stopped, and that somebody else stopped them', async () => {
    const { model, take } = setUp();
    void model.read();
    const problem = { kind: 'throttled' } as const;
    await take('findings.read').answer(
      ok(partOf(after, [critical], { counts, state: 'stopped', problem })),
    );
    expect(model.reading.value).toMatchObject({ state: 'problem', problem });
    void model.read();
    expect(model.reading.value.problem).toBeUndefined();
    await take('findings.read').answer(ok(partOf(after, [], { state: 'stopped', received: 1 })));
    expect(model.reading.value.state).toBe('stopped');
    void model.read();
    await take('findings.read').answer(failed({ kind: 'offline' }));
    expect(model.reading.value).toMatchObject({ state: 'problem', problem: { kind: 'offline' } });
  });

  it('are counted anew when AWS has begun again', async () => {
    const { model, take, ids } = setUp();
    void model.read();
    await take('findings.read').answer(ok(partOf(after, [critical], { ...reading })));
    await take('findings.read').answer(ok(partOf(after, [], { ...reading, received: 1 }, 0)));
    expect(model.reading.value).toMatchObject({
      state: 'reading',
      received: 0,
      severities: { critical: 0 },
    });
    await take('findings.read').answer(ok(partOf(after, [high])));
    expect(ids()).toEqual(['CVE-2026-2']);
    expect(model.reading.value).toMatchObject({
      state: 'over',
      received: 1,
      severities: { critical: 0, high: 1 },
    });
  });

  it('are over at once where there was no scan', async () => {
    const { model, take } = setUp();
    void model.read();
    const none = { state: 'unscanned', counts: null, pages: 0 } as const;
    await take('findings.read').answer(ok(partOf(after, [], none, 0)));
    expect(model.reading.value).toMatchObject({ state: 'over', received: 0 });
  });

  it('are no longer asked for when the view is left', async () => {
    const { model, take, left } = setUp();
    void model.read();
    const last = take('findings.read');
    model.leave();
    await last.answer(ok(partOf(after, [critical], { ...reading })));
    expect(model.reading.value.received).toBe(0);
    expect(left()).toBe(0);
  });
});
