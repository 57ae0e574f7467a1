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
  const ids = () => model.findings().map(({ id }) => id);
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

  it('are all asked for when the worker has more than fits one answer', async () => {
    const { model, take, ids } = setUp();
    void model.read();
    await take('findings.read').answer(
      ok(partOf(after, [critical], { received: 2, pages: 2 }, 41)),
    );
    expect(model.reading.value.state).toBe('reading');
    await take('findings.read').answer(ok(partOf(after, [high], { received: 2, pages: 2 }, 42)));
    expect(model.reading.value.state).toBe('over');
    expect(ids()).toEqual(['CVE-2026-1', 'CVE-2026-2']);
  });

  it('are taken up where they were when the worker died, though not for ever', async () => {
    const { model, take, left } = setUp();
    const die = async (from: number) => {
      for (let death = 0; death < 4; death += 1) {
        const call = take('findings.read');
        expect(call.input).toEqual({ build: after, from });
        await call.answer(failed({ kind: 'interrupted' }));
        expect(model.reading.value.state).toBe('reading');
      }
    };
    void model.read();
    await take('findings.read').answer(ok(partOf(after, [critical], { ...reading })));
    await die(1);
    await take('findings.read').answer(ok(partOf(after, [high], { ...reading, received: 2 }, 2)));
    await die(2);
    await take('findings.read').answer(failed({ kind: 'interrupted' }));
    expect(model.reading.value).toMatchObject({
      state: 'problem',
      problem: { kind: 'interrupted' },
      received: 2,
    });
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

  it.each([
    ['says that earlier pages are void', partOf(after, [], { ...reading, received: 1 }, 0)],
    ['has fewer than are here', partOf(after, [low], { ...reading, received: 0 }, 2)],
  ])('begin again when the worker %s', async (_, part) => {
    const { model, take, ids } = setUp();
    void model.read();
    await take('findings.read').answer(ok(partOf(after, [critical], { ...reading })));
    await take('findings.read').answer(ok(part));
    expect(model.reading.value).toMatchObject({ state: 'reading', received: 0 });
    const again = take('findings.read');
    expect(again.input).toEqual({ build: after, from: 0 });
    await again.answer(ok(partOf(after, [high])));
    expect(ids()).toEqual(['CVE-2026-2']);
    expect(model.reading.value).toMatchObject({
      state: 'over',
      severities: { critical: 0, high: 1 },
    });
  });

  it('are read once more when they do not add up, and never told as whole then', async () => {
    const { model, take, left } = setUp();
    const odd = partOf(after, [critical], { received: 2 }, 0);
    void model.read();
    await take('findings.read').answer(ok(odd));
    expect(model.reading.value.state).toBe('reading');
    await take('findings.read').answer(ok(odd));
    expect(model.reading.value.state).toBe('problem');
    expect(left()).toBe(0);
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
