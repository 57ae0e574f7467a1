import { describe, expect, it, vi } from 'vitest';
import {
  createEnrichmentModel,
  type EnrichmentModelParts,
} from '@/components/desk/findings/enrichment-model';
import { failed, ok } from '@/lib/result';
import { createFakeClient, scope, settle } from './doubles';

const id = 'CVE-2026-20000';
const known = { id, epss: 0.5, cwes: [], referenceUrls: [] };

function opened() {
  const fake = createFakeClient();
  const requestHostAccess = vi.fn<EnrichmentModelParts['requestHostAccess']>(async () => true);
  const model = createEnrichmentModel({ client: fake.client, requestHostAccess }, id, scope);
  return { ...fake, model, requestHostAccess };
}

/** A model whose setting was read. */
async function loaded(on: boolean) {
  const all = opened();
  void all.model.load();
  await all.take('findings.enriching').answer(ok(on));
  return all;
}

describe('asking Amazon Inspector about a vulnerability', () => {
  it('does not happen until somebody switches it on', async () => {
    const { model, left, requestHostAccess } = await loaded(false);
    expect(model.enriching.value).toEqual({ state: 'off', denied: false });
    expect(left()).toBe(0);
    expect(requestHostAccess).not.toHaveBeenCalled();
  });

  it('happens by itself once it is on, in the scope of the builds', async () => {
    const { model, take, requestHostAccess } = await loaded(true);
    expect(model.enriching.value).toEqual({ state: 'waiting' });
    const asked = take('findings.enrich');
    expect([asked.input, asked.scope]).toEqual([{ vulnerability: id }, scope]);
    await asked.answer(ok(known));
    expect(model.enriching.value).toEqual({ state: 'known', enrichment: known });
    expect(requestHostAccess).not.toHaveBeenCalled();
  });

  it('asks for access before anything is awaited, then remembers, then asks', async () => {
    const { model, take, left, requestHostAccess } = await loaded(false);
    void model.switchOn();
    expect(requestHostAccess.mock.calls).toEqual([[['eu-west-1'], ['inspector2']]]);
    expect(left()).toBe(0);
    await settle();
    const set = take('findings.set-enriching');
    expect(set.input).toEqual({ on: true });
    await set.answer(ok(null));
    await take('findings.enriching').answer(ok(true));
    await take('findings.enrich').answer(ok(null));
    expect(model.enriching.value).toEqual({ state: 'known', enrichment: null });
    expect(left()).toBe(0);
  });

  it.each([
    ['says no', async () => false],
    ['rejects', () => Promise.reject(new Error('must be called during a user gesture'))],
  ])('stays off where the browser %s', async (_, answer) => {
    const { model, left, requestHostAccess } = await loaded(false);
    requestHostAccess.mockImplementationOnce(answer);
    await model.switchOn();
    expect(model.enriching.value).toEqual({ state: 'off', denied: true });
    expect(left()).toBe(0);
  });

  it('is told when the setting cannot be kept, and asked anew', async () => {
    const { model, take } = await loaded(false);
    void model.switchOn();
    await settle();
    const problem = { kind: 'interrupted' } as const;
    await take('findings.set-enriching').answer(failed(problem));
    expect(model.enriching.value).toEqual({ state: 'problem', problem });
    void model.load();
    await take('findings.enriching').answer(ok(false));
    expect(model.enriching.value).toMatchObject({ state: 'off' });
  });

  it('tells a problem, and can be tried again', async () => {
    const { model, take } = await loaded(true);
    const problem = { kind: 'host-access-missing', region: 'eu-west-1' } as const;
    await take('findings.enrich').answer(failed(problem));
    expect(model.enriching.value).toEqual({ state: 'problem', problem });
    void model.load();
    await take('findings.enriching').answer(ok(true));
    await take('findings.enrich').answer(ok(known));
    expect(model.enriching.value).toMatchObject({ state: 'known' });
  });

  it('ends when somebody switches it off', async () => {
    const { model, take, left } = await loaded(true);
    await take('findings.enrich').answer(ok(known));
    void model.switchOff();
    const set = take('findings.set-enriching');
    expect(set.input).toEqual({ on: false });
    await set.answer(ok(null));
    await take('findings.enriching').answer(ok(false));
    expect(model.enriching.value).toEqual({ state: 'off', denied: false });
    expect(left()).toBe(0);
  });
});
