import { expect, test } from 'vitest';
import { createSearch, idOf } from '@/components/desk/findings/search-model';
import { createScans } from '@/components/desk/findings/scans';
import type { ScanHead, ScanPart } from '@/lib/findings/scan';
import { failed, ok } from '@/lib/result';
import { bareBuild } from '../../../support/sample-builds';
import { createFakeClient, scope, settle } from './doubles';

const [a = '', b = '', c = '', d = ''] = [1, 2, 3, 4].map(
  (number) => `arn:aws:imagebuilder:eu-west-1:111122223333:image/a/1.0.0/${number}`,
);

/** Pages of one finding each, from one on. */
function part(state: ScanHead['state'], from: number, next: number, pages: number): ScanPart {
  return {
    head: {
      build: { ...bareBuild, scan: { status: 'COMPLETED' } },
      counts: { all: 9, critical: 0, high: 0, medium: 0 },
      state,
      received: pages,
      pages,
    },
    findings: Array.from({ length: next - from }, (_, index) => ({
      id: `CVE-${from + index}`,
      severity: 'LOW',
    })),
    next,
  };
}

function open() {
  const fake = createFakeClient();
  const scans = createScans({
    client: fake.client,
    scope,
    make: (findings) => findings.map(({ id }) => id),
  });
  return { ...fake, scans, of: (build: string) => scans.scans.value.get(build) };
}

test('a build is read page by page, and made something of only when it is whole', async () => {
  const { scans, take, of, left } = open();
  const done = scans.read([a]);
  const first = take('findings.read');
  expect(first).toMatchObject({ input: { build: a, from: 0 }, scope });
  await first.answer(ok(part('reading', 0, 2, 2)));
  expect(of(a)).toMatchObject({ head: { received: 2 } });
  expect(of(a)).not.toHaveProperty('value');
  const second = take('findings.read');
  expect(second.input).toEqual({ build: a, from: 2 });
  // Not all pages came at once.
  await second.answer(ok(part('complete', 2, 3, 4)));
  expect(of(a)).not.toHaveProperty('value');
  await take('findings.read').answer(ok(part('complete', 3, 4, 4)));
  expect(of(a)?.value).toEqual(['CVE-0', 'CVE-1', 'CVE-2', 'CVE-3']);
  await done;
  expect(scans.reading.value).toBe(false);
  await scans.read([a]);
  expect(left()).toBe(0);
});

test('three builds are read at a time', async () => {
  const { scans, take, left } = open();
  const done = scans.read([a, b, c, d]);
  await settle();
  expect(left()).toBe(3);
  for (const _ of [a, b, c, d]) {
    await take('findings.read').answer(ok(part('complete', 0, 1, 1)));
  }
  await done;
  expect([...scans.scans.value.keys()]).toEqual([a, b, c, d]);
});

test('a scan that stopped, or was never made, is not made anything of', async () => {
  const { scans, take, of } = open();
  const done = scans.read([a, b]);
  const stopped = part('stopped', 0, 1, 1);
  const head: ScanHead = { ...stopped.head, problem: { kind: 'throttled' } };
  await take('findings.read').answer(ok({ ...stopped, head }));
  await take('findings.read').answer(ok(part('unscanned', 0, 0, 0)));
  await done;
  expect(of(a)).toMatchObject({ problem: { kind: 'throttled' } });
  expect(of(a)).not.toHaveProperty('value');
  expect(of(b)).not.toHaveProperty('value');
});

test('what cannot be read any further is told with how far it came', async () => {
  const { scans, take, of } = open();
  const done = scans.read([a]);
  await take('findings.read').answer(ok(part('reading', 0, 1, 1)));
  await take('findings.read').answer(failed({ kind: 'offline' }));
  await done;
  expect(of(a)).toMatchObject({ problem: { kind: 'offline' }, head: { received: 1 } });
  expect(of(a)).not.toHaveProperty('value');
});

test('what is cancelled between the pages of a whole scan is stopped too', async () => {
  const { scans, take, of } = open();
  const done = scans.read([a]);
  await take('findings.read').answer(ok(part('complete', 0, 1, 2)));
  scans.cancel();
  await take('findings.read').answer(ok(part('complete', 1, 2, 2)));
  await done;
  expect(of(a)?.head?.state).toBe('stopped');
  expect(of(a)).not.toHaveProperty('value');
});

test('what is cancelled stops at the worker too, and an answer that comes late is dropped', async () => {
  const { scans, take, of, left } = open();
  const done = scans.read([a]);
  await take('findings.read').answer(ok(part('reading', 0, 1, 1)));
  const late = take('findings.read');
  scans.cancel();
  expect(scans.reading.value).toBe(false);
  expect(take('findings.cancel').input).toEqual({ build: a });
  expect(of(a)?.head?.state).toBe('stopped');
  await late.answer(ok(part('complete', 1, 2, 2)));
  await done;
  expect(of(a)?.head?.state).toBe('stopped');
  expect(left()).toBe(0);
});

const hit = (build: string) => ({ build, finding: { id: 'CVE-1', severity: 'HIGH' } });

test('a search goes on page by page, and from the page that failed', async () => {
  const { client, take, left } = createFakeClient();
  const model = createSearch(client, scope);
  void model.find('CVE-1');
  expect(model.search.value?.state).toBe('reading');
  await take('findings.search').answer(ok({ hits: [hit(a)], nextToken: 'next' }));
  expect(model.search.value).toMatchObject({ hits: [hit(a)], state: 'more' });
  void model.more();
  const second = take('findings.search');
  expect(second.input).toEqual({ vulnerability: 'CVE-1', token: 'next' });
  await second.answer(failed({ kind: 'offline' }));
  expect(model.search.value).toMatchObject({ state: 'more', problem: { kind: 'offline' } });
  void model.more();
  const third = take('findings.search');
  expect(third.input).toEqual({ vulnerability: 'CVE-1', token: 'next' });
  await third.answer(ok({ hits: [hit(b)] }));
  expect(model.search.value).toEqual({
    vulnerability: 'CVE-1',
    hits: [hit(a), hit(b)],
    state: 'over',
  });
  await model.more();
  expect(left()).toBe(0);
});

test('an answer to an earlier search is dropped', async () => {
  const { client, take } = createFakeClient();
  const model = createSearch(client, scope);
  void model.find('CVE-1');
  const early = take('findings.search');
  void model.find('CVE-2');
  await take('findings.search').answer(ok({ hits: [hit(b)] }));
  await early.answer(ok({ hits: [hit(a)], nextToken: 'next' }));
  expect(model.search.value).toMatchObject({ vulnerability: 'CVE-2', hits: [hit(b)] });
});

test('a CVE may be typed in small letters', () => {
  expect(idOf(' cve-2026-1 ')).toBe('CVE-2026-1');
  expect(idOf('GHSA-abcd-1')).toBe('GHSA-abcd-1');
});
