import type { ImageBuild, Package } from '@/lib/builds/build';
import type { Connect, ScanSource } from '@/lib/findings/collect';
import type { Finding, FindingCounts } from '@/lib/findings/finding';
import { createFindingsReader, type FindingsReader, type ReaderParts } from '@/lib/findings/reader';
import type { ScanHead } from '@/lib/findings/scan';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import { createDatabase } from '@/lib/storage/database';
import { emptyIndexedDb } from '@/test/support/indexed-db';
import { bareBuild } from '@/test/support/sample-builds';
import { noon, valueOf } from './values';

/** A build by its number. */
export function buildOf(number: number): string {
  return `arn:aws:imagebuilder:us-east-1:111122223333:image/office/1.0.0/${number}`;
}

/** Pages of findings that are told apart by their ids, as many on each as asked for. */
export function pagesOf(...sizes: readonly number[]): readonly (readonly Finding[])[] {
  let number = 0;
  return sizes.map((size) =>
    Array.from({ length: size }, () => {
      number += 1;
      return { id: `CVE-2026-${number}`, severity: 'HIGH' };
    }),
  );
}

/** What AWS has of a build; a test may change it. */
interface PlayedBuild {
  pages: readonly (readonly Finding[])[];
  status?: string;
  counts?: FindingCounts | null;
  packages?: readonly Package[];
}

/** One call of AWS, as a test sees it. */
export interface SourceCall {
  readonly kind: 'facts' | 'counts' | 'page' | 'packages';
  readonly build: string;
  /** Of a page, from 0. */
  readonly page: number;
}

/** An AWS, a disk and a clock that are played, and readers over them. */
export function scanStage(builds: Record<string, PlayedBuild>) {
  emptyIndexedDb();
  const database = createDatabase();
  const calls: SourceCall[] = [];
  const clock = { time: noon };
  let waiting: { readonly until: number; readonly go: () => void }[] = [];
  const stage = {
    builds,
    database,
    calls,
    clock,
    connections: 0,
    /** Tokens of another kind than this are refused. */
    tokens: 'a',
    /** What happens before a call is answered: a wait, or a problem in place of the answer. */
    before: async (_call: SourceCall): Promise<Problem | undefined> => undefined,
    /** The calls that are being answered, and the most that ever were. */
    pending: 0,
    most: 0,
    /** Lets time pass, and whoever waited for it go on. */
    advance(milliseconds: number) {
      clock.time += milliseconds;
      const due = waiting.filter(({ until }) => until <= clock.time);
      waiting = waiting.filter(({ until }) => until > clock.time);
      for (const { go } of due) go();
    },
    /** How long is waited for at least now, in milliseconds; infinite when for nothing. */
    nextWait: () => Math.min(...waiting.map(({ until }) => until - clock.time)),
    reader(parts: Partial<ReaderParts> = {}): FindingsReader {
      return createFindingsReader({
        database,
        now: () => clock.time,
        wait: (milliseconds) =>
          new Promise((go) => void waiting.push({ until: clock.time + milliseconds, go })),
        ...parts,
      });
    },
    async connect<Value>(use: (source: ScanSource) => Promise<Result<Value>>) {
      stage.connections += 1;
      return use(source);
    },
    /** The pages of a build that were asked for, in that order. */
    asked: (build: string) =>
      calls.filter((call) => call.build === build && call.kind === 'page').map(({ page }) => page),
  };
  const call = async <Value>(made: SourceCall, answer: () => Value): Promise<Result<Value>> => {
    calls.push(made);
    stage.pending += 1;
    stage.most = Math.max(stage.most, stage.pending);
    const problem = await stage.before(made);
    stage.pending -= 1;
    return problem ? failed(problem) : ok(answer());
  };
  const played = (build: string): PlayedBuild => builds[build] ?? { pages: [[]] };
  const source: ScanSource = {
    facts: (build) =>
      call({ kind: 'facts', build, page: 0 }, (): ImageBuild => {
        const { status = 'COMPLETED' } = played(build);
        return { ...bareBuild, arn: build, scan: { enabled: true, status } };
      }),
    counts: (build) =>
      call({ kind: 'counts', build, page: 0 }, () => {
        const { counts, pages } = played(build);
        const all = pages.flat().length;
        return counts === undefined ? { all, critical: 0, high: all, medium: 0 } : counts;
      }),
    async page(build, token) {
      const [kind = stage.tokens, page = '0'] = token?.split('/') ?? [];
      const number = Number(page);
      const answered = await call({ kind: 'page', build, page: number }, () => {
        const { pages } = played(build);
        const nextToken = `${kind}/${number + 1}`;
        return { findings: pages[number] ?? [], ...(number + 1 < pages.length && { nextToken }) };
      });
      return kind === stage.tokens || !answered.ok
        ? answered
        : failed({ kind: 'rejected', detail: 'The token is not valid.' });
    },
    packages: (build) =>
      call({ kind: 'packages', build, page: 0 }, () => played(build).packages ?? []),
  };
  return stage;
}

/** What a view does: asks for page after page, and forgets what became void. */
export function viewOf(reader: FindingsReader, connect: Connect, build: string) {
  let findings: readonly Finding[] = [];
  let from = 0;
  const view = {
    ids: () => findings.map(({ id }) => id),
    /** Asks once. */
    async ask(): Promise<ScanHead> {
      const part = valueOf(await reader.read(connect, build, from));
      findings = part.next < from ? [] : [...findings, ...part.findings];
      from = part.next;
      return part.head;
    },
    /** Asks until everything is there, or nothing goes on. */
    async whole(): Promise<ScanHead> {
      for (let times = 0; times < 1000; times += 1) {
        const asked = await view.ask();
        if (asked.state !== 'reading' && findings.length >= asked.received) return asked;
      }
      throw new Error('It never ends');
    },
  };
  return view;
}
