import { describe, expect, it } from 'vitest';
import { createCompareModel } from '@/components/desk/findings/compare/compare-model';
import { scopeOfBuild } from '@/lib/builds/arn';
import type { Package } from '@/lib/builds/build';
import { firstRules } from '@/lib/findings/book';
import type { FindingsBook, Judgement } from '@/lib/findings/judgement';
import { failed, ok } from '@/lib/result';
import {
  after,
  before,
  findingOf,
  other,
  partOf,
  scannedBuild,
} from '../../support/findings-examples';
import { createFakeClient, scope } from './doubles';

const day = 24 * 60 * 60 * 1000;
const now = 20_000 * day;
const stays = findingOf('CVE-2026-1');
const fixed = findingOf('CVE-2026-2');
const brought = findingOf('CVE-2026-3', 'CRITICAL', { fixAvailable: 'YES' });
const empty: FindingsBook = { judgements: [], rules: firstRules, pins: [] };

const accepted: Judgement = {
  id: '5f0d5b0e-6c1e-4c3e-9a4e-0d6a4e1d7c02',
  vulnerability: 'CVE-2026-3',
  image: 'office',
  state: 'accepted',
  reason: 'Not reachable.',
  until: new Date(now).toISOString().slice(0, 10),
  at: 0,
};

const place = (build: string) => ({ build, scope: scopeOfBuild(build) ?? scope });

function setUp(base = before, target = after) {
  const fake = createFakeClient();
  const model = createCompareModel(
    { client: fake.client, now: () => now },
    { base: place(base), target: place(target) },
  );
  model.read();
  const same = base === target;
  const reads = same
    ? { base: fake.take('findings.read'), target: undefined }
    : { base: fake.take('findings.read'), target: fake.take('findings.read') };
  const inventories = {
    base: fake.take('findings.inventory'),
    target: same ? undefined : fake.take('findings.inventory'),
  };
  const book = fake.take('findings.book');
  return { ...fake, model, reads, inventories, book };
}

type Parts = ReturnType<typeof setUp>;

/** Both builds are here. */
async function readBoth({ reads, book }: Parts, kept = empty): Promise<void> {
  await reads.base.answer(ok(partOf(before, [stays, fixed])));
  await reads.target?.answer(ok(partOf(after, [stays, brought])));
  await book.answer(ok(kept));
}

describe('the comparison of two builds', () => {
  it('reads both at once, each in the account and Region of its ARN', () => {
    const { reads, inventories } = setUp(other, after);
    const design = { partition: 'aws', account: '444455556666', region: 'us-east-1' };
    expect(reads.base).toMatchObject({ input: { build: other, from: 0 }, scope: design });
    expect(reads.target).toMatchObject({ input: { build: after, from: 0 }, scope });
    expect(inventories.base).toMatchObject({ input: { build: other }, scope: design });
  });

  it('is not made before both are here, and then tells what became of each', async () => {
    const parts = setUp();
    const { model, reads } = parts;
    await reads.base.answer(ok(partOf(before, [stays, fixed])));
    const half = { state: 'reading', counts: { all: 2, critical: 1, high: 1, medium: 0 } } as const;
    await reads.target?.answer(ok(partOf(after, [stays], half)));
    expect(model.comparison.value).toBeUndefined();
    expect(model.judged.value).toBeUndefined();
    await parts.take('findings.read').answer(ok(partOf(after, [brought], { received: 2 }, 2)));
    expect(model.comparison.value?.counts.vulnerabilities).toEqual({
      new: 1,
      fixed: 1,
      persisting: 1,
    });
  });

  it('tells the cause by what is installed once both lists are there', async () => {
    const parts = setUp();
    const { model, inventories } = parts;
    await readBoth(parts);
    const causeOfNew = () => model.comparison.value?.vulnerabilities[0]?.pairs[0]?.cause;
    expect(causeOfNew()).toMatchObject({ why: 'database', known: 'findings' });
    const installed: readonly Package[] = [{ name: 'openssl', version: '3.0.1' }];
    await inventories.base.answer(ok(installed));
    expect(causeOfNew()).toMatchObject({ known: 'findings' });
    await inventories.target?.answer(ok(installed));
    expect(causeOfNew()).toMatchObject({ why: 'database', known: 'inventory' });
  });

  it('does without a list that cannot be read, after asking a worker that died once more', async () => {
    const parts = setUp();
    await readBoth(parts);
    await parts.inventories.base.answer(failed({ kind: 'interrupted' }));
    await parts.take('findings.inventory').answer(failed({ kind: 'offline' }));
    expect(parts.model.inventories.base.value).toMatchObject({ state: 'problem' });
    expect(parts.model.comparison.value?.counts.vulnerabilities.new).toBe(1);
  });

  it('takes what was recorded about the image into account, as it is by now', async () => {
    const parts = setUp();
    await readBoth(parts);
    const { model } = parts;
    expect(model.judged.value?.counts.vulnerabilities.counted.new).toBe(1);
    expect(model.outcomes.value.map(({ passed }) => passed)).toEqual([false]);
    model.hear({ event: 'findings-book-changed' });
    await parts.take('findings.book').answer(ok({ ...empty, judgements: [accepted] }));
    expect(model.judged.value?.counts.vulnerabilities).toMatchObject({
      counted: { new: 0 },
      suppressed: { new: 1 },
    });
    expect(model.outcomes.value.map(({ passed }) => passed)).toEqual([true]);
    model.hear({ event: 'findings-book-changed' });
    const yesterday = { ...accepted, until: new Date(now - day).toISOString().slice(0, 10) };
    await parts.take('findings.book').answer(ok({ ...empty, judgements: [yesterday] }));
    expect(model.judged.value?.counts.vulnerabilities.counted.new).toBe(1);
  });

  it('is there without what was recorded, and no rule is passed then', async () => {
    const parts = setUp();
    await parts.reads.base.answer(ok(partOf(before, [stays])));
    await parts.reads.target?.answer(ok(partOf(after, [stays])));
    await parts.book.answer(failed({ kind: 'storage-unavailable' }));
    expect(parts.model.judged.value?.counts.vulnerabilities.counted.persisting).toBe(1);
    expect(parts.model.outcomes.value).toEqual([]);
  });

  it('is not made with a build whose scan did not end well', async () => {
    const { model, reads } = setUp();
    await reads.base.answer(ok(partOf(before, [stays])));
    const build = scannedBuild(after, { scan: { enabled: true, status: 'TIMED_OUT' } });
    await reads.target?.answer(
      ok(partOf(after, [], { build, state: 'unscanned', counts: null }, 0)),
    );
    expect(model.obstacles.base.value).toBeUndefined();
    expect(model.obstacles.target.value).toBe('timed-out');
    model.takeAsEmpty('target');
    expect(model.obstacles.target.value).toBe('timed-out');
    expect(model.comparison.value).toBeUndefined();
  });

  it('takes a build without findings for an empty one only when somebody says so', async () => {
    const { model, reads } = setUp();
    await reads.base.answer(ok(partOf(before, [stays])));
    await reads.target?.answer(ok(partOf(after, [], { counts: null })));
    expect(model.obstacles.target.value).toBe('elsewhere');
    expect(model.comparison.value).toBeUndefined();
    model.takeAsEmpty('target');
    expect(model.obstacles.target.value).toBeUndefined();
    expect(model.comparison.value?.counts.vulnerabilities).toMatchObject({ fixed: 1 });
  });

  it('of a build with itself reads it once, and has nothing new and nothing fixed', async () => {
    const { model, reads, left } = setUp(after, after);
    expect(left()).toBe(0);
    await reads.base.answer(ok(partOf(after, [stays, brought])));
    expect(model.comparison.value?.counts.vulnerabilities).toEqual({
      new: 0,
      fixed: 0,
      persisting: 2,
    });
  });

  it('goes on when there are credentials, and only with what had none', async () => {
    const parts = setUp();
    const { model, reads, inventories } = parts;
    await reads.base.answer(ok(partOf(before, [stays])));
    const missing = failed({ kind: 'needs-credentials', account: '111122223333' } as const);
    await reads.target?.answer(missing);
    await inventories.base.answer(ok([]));
    await inventories.target?.answer(missing);
    model.hear({ event: 'credentials-changed' });
    const again = parts.take('findings.read');
    expect(again.input).toEqual({ build: after, from: 0 });
    expect(parts.take('findings.inventory').input).toEqual({ build: after });
    expect(parts.left()).toBe(0);
    await again.answer(ok(partOf(after, [stays])));
    expect(model.comparison.value?.counts.vulnerabilities.persisting).toBe(1);
  });
});
