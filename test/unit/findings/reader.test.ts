import { describe, expect, it, vi } from 'vitest';
import type { Problem } from '@/lib/problems/problem';
import { buildOf, pagesOf, scanStage, viewOf, type SourceCall } from '../support/scan-source';
import { problemKind, valueOf } from '../support/values';

const build = buildOf(1);
const idsOf = (pages: ReturnType<typeof pagesOf>) => pages.flat().map(({ id }) => id);

/** Holds calls back that are of a kind, until they are let go. */
function holdBack(kind: SourceCall['kind'], page = 0) {
  const held: (() => void)[] = [];
  return {
    held,
    go: () => held.splice(0).forEach((each) => each()),
    before: (call: SourceCall) =>
      call.kind === kind && call.page >= page
        ? new Promise<undefined>((resolve) => void held.push(() => resolve(undefined)))
        : Promise.resolve(undefined),
  };
}

/** Has the calls of pages from one on answered by a problem. */
const failing =
  (problem: Problem, page = 0, times = Infinity) =>
  async (call: SourceCall) => {
    if (call.kind !== 'page' || call.page < page || times === 0) return undefined;
    times -= 1;
    return problem;
  };

/** What a view is told once nothing goes on. */
async function stoppedHead(view: ReturnType<typeof viewOf>) {
  for (;;) {
    const head = await view.ask();
    if (head.state !== 'reading') return head;
  }
}

describe('reading a build', () => {
  it('gives facts and counts first, then every page once and in order', async () => {
    const pages = pagesOf(25, 25, 0, 10);
    const stage = scanStage({ [build]: { pages } });
    const view = viewOf(stage.reader(), stage.connect, build);
    const head = await view.whole();
    expect(view.ids()).toEqual(idsOf(pages));
    expect(head).toMatchObject({
      build: { arn: build },
      counts: { all: 60 },
      state: 'complete',
      received: 60,
      pages: 4,
      readAt: stage.clock.time,
    });
    expect(stage.calls.map(({ kind }) => kind)).toEqual([
      'facts',
      'counts',
      ...Array.from({ length: 4 }, () => 'page'),
    ]);
  });

  it('tells how far it is while pages come', async () => {
    const pages = pagesOf(2, 3, 1);
    const stage = scanStage({ [build]: { pages } });
    const hold = holdBack('page');
    stage.before = hold.before;
    const view = viewOf(stage.reader(), stage.connect, build);
    const heads = [];
    for (const _ of pages) {
      const asked = view.ask();
      await vi.waitFor(() => expect(hold.held).toHaveLength(1));
      hold.go();
      heads.push(await asked);
    }
    expect(
      heads.map(({ state, received }) => `${state} ${received} of ${idsOf(pages).length}`),
    ).toEqual(['reading 2 of 6', 'reading 5 of 6', 'complete 6 of 6']);
  });

  it('gives what is kept whole without a call and without being connected, in parts', async () => {
    const pages = pagesOf(...Array.from({ length: 95 }, () => 2));
    const stage = scanStage({ [build]: { pages } });
    await viewOf(stage.reader(), stage.connect, build).whole();
    const [connections, calls] = [stage.connections, stage.calls.length];
    const reader = stage.reader();
    const parts = [];
    for (let from = 0; from < 95;) {
      const part = valueOf(await reader.read(stage.connect, build, from));
      from = part.next;
      parts.push(part.findings.length);
    }
    expect(parts).toEqual([80, 80, 30]);
    expect([stage.connections, stage.calls.length]).toEqual([connections, calls]);
    expect(idsOf([(await reader.whole(build)) ?? []])).toEqual(idsOf(pages));
  });

  it('is shared by all who want the same build', async () => {
    const pages = pagesOf(5, 5, 5);
    const stage = scanStage({ [build]: { pages } });
    const reader = stage.reader();
    const views = [1, 2, 3].map(() => viewOf(reader, stage.connect, build));
    await Promise.all(views.map((view) => view.whole()));
    for (const view of views) expect(view.ids()).toEqual(idsOf(pages));
    expect(stage.asked(build)).toEqual([0, 1, 2]);
  });

  it('answers after a while although nothing has come', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(5) } });
    const hold = holdBack('page');
    stage.before = hold.before;
    const view = viewOf(stage.reader(), stage.connect, build);
    const asked = view.ask();
    await vi.waitFor(() => expect(hold.held).toHaveLength(1));
    expect(stage.nextWait()).toBe(10_000);
    stage.advance(10_000);
    expect(await asked).toMatchObject({ state: 'reading', received: 0, counts: { all: 5 } });
    hold.go();
    expect(await view.ask()).toMatchObject({ state: 'complete', received: 5 });
  });

  it('goes on as long as somebody asks, and from the last page when somebody asks again', async () => {
    const pages = pagesOf(1, 1, 1, 1, 1);
    const stage = scanStage({ [build]: { pages } });
    const hold = holdBack('page', 1);
    stage.before = hold.before;
    const reader = stage.reader();
    const view = viewOf(reader, stage.connect, build);
    await view.ask();
    await vi.waitFor(() => expect(hold.held).toHaveLength(1));
    stage.advance(20_001);
    hold.go();
    await vi.waitFor(async () =>
      expect(await reader.kept()).toMatchObject([{ state: 'stopped', received: 2 }]),
    );
    expect(stage.asked(build)).toEqual([0, 1]);
    stage.before = async () => undefined;
    await view.whole();
    expect(view.ids()).toEqual(idsOf(pages));
    expect(stage.asked(build)).toEqual([0, 1, 2, 3, 4]);
  });

  it('says when AWS counts other than it lists', async () => {
    const counts = { all: 7, critical: 0, high: 7, medium: 0 };
    const stage = scanStage({ [build]: { pages: pagesOf(3, 3), counts } });
    const head = await viewOf(stage.reader(), stage.connect, build).whole();
    expect([head.state, head.received, head.counts?.all]).toEqual(['complete', 6, 7]);
  });

  it('fails when not even the facts are given', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(3) } });
    stage.before = async ({ kind }) =>
      kind === 'facts' ? { kind: 'not-found', what: 'Image office' } : undefined;
    const reader = stage.reader();
    expect(problemKind(await reader.read(stage.connect, build, 0))).toBe('not-found');
    stage.before = async () => undefined;
    expect(await viewOf(reader, stage.connect, build).whole()).toMatchObject({ received: 3 });
  });
});

describe('a build that is not scanned', () => {
  it.each(['PENDING', 'SCANNING', 'TIMED_OUT', 'FAILED', 'ABANDONED'])(
    'or whose scan is %s is not read and not kept, and read once it is completed',
    async (status) => {
      const played = { pages: pagesOf(4), status };
      const stage = scanStage({ [build]: played });
      const reader = stage.reader();
      const view = viewOf(reader, stage.connect, build);
      expect(await view.ask()).toMatchObject({ state: 'unscanned', build: { scan: { status } } });
      expect(stage.asked(build)).toEqual([]);
      expect(await reader.kept()).toEqual([]);
      played.status = 'COMPLETED';
      expect(await view.whole()).toMatchObject({ state: 'complete', received: 4 });
      expect(view.ids()).toEqual(idsOf(played.pages));
    },
  );
});

describe('cancelling', () => {
  it('answers who waits, keeps the page that was under way, and goes on when asked again', async () => {
    const pages = pagesOf(2, 2, 2);
    const stage = scanStage({ [build]: { pages } });
    const hold = holdBack('page', 1);
    stage.before = hold.before;
    const reader = stage.reader();
    const view = viewOf(reader, stage.connect, build);
    await view.ask();
    const asked = view.ask();
    await vi.waitFor(() => expect(hold.held).toHaveLength(1));
    reader.cancel(build);
    const head = await asked;
    expect(head).toMatchObject({ state: 'stopped', received: 2 });
    expect(head.problem).toBeUndefined();
    hold.go();
    await vi.waitFor(async () => expect(await reader.kept()).toMatchObject([{ received: 4 }]));
    stage.before = async () => undefined;
    await view.whole();
    expect(view.ids()).toEqual(idsOf(pages));
    expect(stage.asked(build)).toEqual([0, 1, 2]);
  });

  it('and asking again at once goes on with the same chain', async () => {
    const pages = pagesOf(2, 2, 2);
    const stage = scanStage({ [build]: { pages } });
    const hold = holdBack('page');
    stage.before = hold.before;
    const reader = stage.reader();
    const view = viewOf(reader, stage.connect, build);
    const first = view.ask();
    await vi.waitFor(() => expect(hold.held).toHaveLength(1));
    reader.cancel(build);
    expect((await first).state).toBe('stopped');
    const all = view.whole();
    stage.before = async () => undefined;
    hold.go();
    await all;
    expect(view.ids()).toEqual(idsOf(pages));
    expect(stage.asked(build)).toEqual([0, 1, 2]);
    expect(stage.connections).toBe(1);
  });

  it('a build that is not being read does nothing', async () => {
    const reader = scanStage({}).reader();
    reader.cancel(build);
    expect(await reader.kept()).toEqual([]);
  });
});

describe('what goes wrong', () => {
  it('a worker that was killed leaves every page that it had, and the next one goes on', async () => {
    const pages = pagesOf(...Array.from({ length: 12 }, () => 3));
    const stage = scanStage({ [build]: { pages } });
    const killed = holdBack('page', 7);
    stage.before = killed.before;
    const before = viewOf(stage.reader(), stage.connect, build);
    while ((await before.ask()).pages < 7);
    stage.before = async () => undefined;
    const after = viewOf(stage.reader(), stage.connect, build);
    await after.whole();
    expect(after.ids()).toEqual(idsOf(pages));
    // The one that was under way when it died is asked for again, and no other.
    expect(stage.asked(build)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11]);
    expect(stage.calls.filter(({ kind }) => kind === 'facts')).toHaveLength(1);
  });

  it('a page of a worker that was thought dead does not come twice', async () => {
    const pages = pagesOf(3, 3, 3);
    const stage = scanStage({ [build]: { pages } });
    const late = holdBack('page', 1);
    stage.before = late.before;
    const reader = stage.reader();
    await viewOf(reader, stage.connect, build).ask();
    await vi.waitFor(() => expect(late.held).toHaveLength(1));
    stage.before = async () => undefined;
    const after = viewOf(stage.reader(), stage.connect, build);
    await after.whole();
    late.go();
    await vi.waitFor(() => expect(stage.pending).toBe(0));
    await viewOf(reader, stage.connect, build).whole();
    expect(stage.asked(build)).toEqual([0, 1, 1, 2]);
    expect((await reader.whole(build))?.map(({ id }) => id)).toEqual(idsOf(pages));
  });

  it('a token that AWS takes no more begins the build anew, which who is ahead is told', async () => {
    const pages = pagesOf(2, 2, 2, 2);
    const stage = scanStage({ [build]: { pages } });
    const hold = holdBack('page', 2);
    stage.before = hold.before;
    const reader = stage.reader();
    const view = viewOf(reader, stage.connect, build);
    while ((await view.ask()).pages < 2);
    await vi.waitFor(() => expect(hold.held).toHaveLength(1));
    stage.tokens = 'b';
    // The pages are cut in another way now.
    stage.builds[build] = { pages: pagesOf(1, 4, 3) };
    stage.before = async () => undefined;
    hold.go();
    // Who is ahead asks again when there are as many pages as there were.
    const other = viewOf(reader, stage.connect, build);
    await other.whole();
    expect(await view.whole()).toMatchObject({ state: 'complete', received: 8, pages: 3 });
    expect(view.ids()).toEqual(idsOf(pages));
    const late = viewOf(stage.reader(), stage.connect, build);
    await late.whole();
    expect(late.ids()).toEqual(idsOf(pages));
  });

  it('a view that has more pages than there are forgets them', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(2, 2) } });
    const reader = stage.reader();
    await viewOf(reader, stage.connect, build).whole();
    expect(valueOf(await reader.read(stage.connect, build, 3))).toMatchObject({
      findings: [],
      next: 0,
    });
  });

  it('tokens that never work end it with what AWS says', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(2, 2) } });
    const refused: Problem = { kind: 'rejected', detail: 'The token is not valid.' };
    stage.before = failing(refused, 1);
    const head = await stoppedHead(viewOf(stage.reader(), stage.connect, build));
    expect(head).toMatchObject({ state: 'stopped', problem: refused });
    expect(stage.asked(build).slice(0, 4)).toEqual([0, 1, 0, 1]);
  });

  it('a token that comes again and again does not go on for ever', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(2, 2) } });
    const connect: typeof stage.connect = (use) =>
      stage.connect((source) =>
        use({
          ...source,
          page: async (...call) => {
            const page = await source.page(...call);
            return page.ok ? { ok: true, value: { ...page.value, nextToken: 'a/1' } } : page;
          },
        }),
      );
    const head = await stoppedHead(viewOf(stage.reader(), connect, build));
    expect(head).toMatchObject({ state: 'stopped', problem: { kind: 'aws-fault' } });
  });

  it('a throttled chain rests longer and longer, and goes on', async () => {
    const pages = pagesOf(2, 2);
    const stage = scanStage({ [build]: { pages } });
    stage.before = failing({ kind: 'throttled' }, 1, 2);
    const view = viewOf(stage.reader(), stage.connect, build);
    await view.ask();
    const rest = view.whole();
    const rested: number[] = [];
    for (const expected of [1000, 2000]) {
      await vi.waitFor(() => expect(stage.nextWait()).toBeLessThanOrEqual(expected));
      rested.push(stage.nextWait());
      stage.advance(expected);
    }
    expect(rested).toEqual([1000, 2000]);
    await rest;
    expect(view.ids()).toEqual(idsOf(pages));
  });

  it('a chain that is throttled for good stops and says so', async () => {
    const stage = scanStage({ [build]: { pages: pagesOf(2) } });
    const throttled: Problem = { kind: 'throttled' };
    stage.before = async ({ kind }) => (kind === 'page' ? throttled : undefined);
    const reader = stage.reader({ wait: async () => {} });
    await vi.waitFor(async () =>
      expect(valueOf(await reader.read(stage.connect, build, 0)).head).toMatchObject({
        state: 'stopped',
        problem: throttled,
      }),
    );
  });

  it('credentials that were let go of stop it with the problem, and others go on', async () => {
    const pages = pagesOf(2, 2);
    const stage = scanStage({ [build]: { pages } });
    stage.before = failing({ kind: 'needs-credentials', account: '111122223333' }, 1);
    const view = viewOf(stage.reader(), stage.connect, build);
    expect(await stoppedHead(view)).toMatchObject({
      state: 'stopped',
      received: 2,
      problem: { kind: 'needs-credentials' },
    });
    stage.before = async () => undefined;
    expect(await view.whole()).not.toHaveProperty('problem');
    expect(view.ids()).toEqual(idsOf(pages));
  });
});
