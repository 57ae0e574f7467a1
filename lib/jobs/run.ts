import { inParallel } from '../in-parallel';
import type { Problem } from '../problems/problem';
import { isFinal, isWanted, type ItemState, type Job, type JobItem } from './job';
import { judgeProblem, reasonOf } from './judge';
import { openRecord, withState, type Halt } from './record';
import type { RunnerParts } from './runner';
import type { Standing } from './work';

/** How many changes of a group are under way at a time. */
const writers = 3;

/** How often a change is sent at most, when its answer was lost and AWS does not show it. */
const attemptLimit = 3;

/** How often a change is read back before it counts as not confirmed, unless its work says it. */
const usualLooks = 4;

/** How often in a row a call is throttled or fails before the job waits. */
const throttleLimit = 10;
const faultLimit = 3;

/** How often the browser is told at most that the worker is needed, in milliseconds. */
const aliveEvery = 5000;

type Judge = (item: JobItem) => Standing;

/** Carries a job out from wherever it is, until it is over, waits, or is taken over. */
export async function carryOut(job: Job, epoch: number, parts: RunnerParts): Promise<void> {
  const { work, now, wait } = parts;
  const items = await parts.journal.items(job.id);
  const record = openRecord(job, items, epoch, parts);
  const { halt, pause, move, all, open } = record;
  /** How often the answer to an item was lost; a worker that was stopped is no fault of AWS. */
  const lost = new Map<number, number>();
  /** Where a person has to do something, by the items that wait for it. */
  const awaited = new Map<number, string>();
  /** Why AWS has no room now, by the items that go later. */
  const held = new Map<number, Problem>();
  let throttles = 0;
  let faults = 0;
  let aliveAt = Number.NEGATIVE_INFINITY;

  const stayAlive = async (): Promise<void> => {
    if (now() - aliveAt < aliveEvery) return;
    aliveAt = now();
    await parts.stayAlive();
  };
  const as = (item: JobItem, state: ItemState, problem?: Problem): JobItem =>
    withState(item, state, now(), problem);

  /** Reads a group; nothing when the job stops there, or the group has failed as a whole. */
  const read = async (group: readonly number[]): Promise<Judge | undefined> => {
    const [first] = open(group);
    if (!first) return undefined;
    const failures = { slower: 0, unclear: 0 };
    for (;;) {
      await stayAlive();
      const shown = await work.read(job.scope, first);
      if (shown.ok) return shown.value;
      const { problem } = shown;
      const verdict = judgeProblem(problem);
      if (verdict.kind === 'pause') {
        pause(verdict.reason, problem, verdict.reason === 'aws-fault');
        return undefined;
      }
      // A read takes no room of anything.
      if (verdict.kind === 'final' || verdict.kind === 'later') {
        await move(open(group).map((item) => as(item, 'failed', problem)));
        return undefined;
      }
      if (failures[verdict.kind] >= (verdict.kind === 'slower' ? throttleLimit : faultLimit)) {
        pause(reasonOf(problem), problem, true);
        return undefined;
      }
      if (verdict.kind === 'unclear') await wait(700 * 2 ** failures.unclear);
      failures[verdict.kind] += 1;
    }
  };
  /** Reads a group until it shows what was sent, or for long enough that it should. */
  const readBack = async (group: readonly number[]): Promise<Judge | undefined> => {
    const [first] = open(group);
    const looks = (first && work.looks?.(first.task)) ?? usualLooks;
    for (let look = 1; ; look += 1) {
      const judge = await read(group);
      if (!judge) return undefined;
      const hidden = open(group).some(
        (item) => item.state !== 'pending' && judge(item) === 'planned',
      );
      if (!hidden || look >= looks) return judge;
      await wait(200 * 2 ** look);
    }
  };
  /** Ends what AWS shows to be over; gives what is left to send. */
  const settle = async (group: readonly number[], judge: Judge): Promise<readonly JobItem[]> => {
    const ends: JobItem[] = [];
    const left: JobItem[] = [];
    for (const item of open(group)) {
      const standing = judge(item);
      const has = typeof standing === 'object' ? standing : undefined;
      awaited.delete(item.seq);
      if (has && 'failed' in has) ends.push(as(item, 'failed', has.failed));
      else if (has && 'made' in has) ends.push({ ...as(item, wanted(item)), made: has.made });
      else if (standing === 'right') ends.push(as(item, wanted(item)));
      else if (has && 'changed' in has) ends.push(as(item, 'drift', has.changed));
      else if (standing === 'changed') ends.push(as(item, 'drift', { kind: 'drift' }));
      else if (has || standing === 'underway') {
        if (has) awaited.set(item.seq, has.awaits);
        if (item.state !== 'sent') ends.push(as(item, 'sent'));
      }
      // AWS has accepted it: sending it again would hide that something is wrong.
      else if (item.state === 'sent') ends.push(as(item, 'failed', { kind: 'not-confirmed' }));
      else if ((lost.get(item.seq) ?? 0) >= attemptLimit) {
        ends.push(as(item, 'failed', item.problem ?? { kind: 'not-confirmed' }));
      } else left.push(item);
    }
    await move(ends);
    return left;
  };
  /** Sends one change. What it gives ends the round: the group is full, or nothing goes through. */
  const send = async (item: JobItem): Promise<Problem | undefined> => {
    while (!halt()) {
      const intent = { ...as(item, 'inflight'), attempts: item.attempts + 1 };
      await stayAlive();
      await move([intent], work.describe(item.task));
      if (halt()) {
        // Written down and not sent: as if it had not been written.
        await move([item]);
        return undefined;
      }
      const answer = await work.change(job.scope, item.task, item);
      if (answer.ok) {
        [throttles, faults] = [0, 0];
        // Written with whatever is written next: without it a read tells the same.
        const made = answer.value === null ? {} : { made: answer.value };
        move([{ ...as(intent, 'sent'), ...made }]).catch(() => undefined);
        return undefined;
      }
      const { problem } = answer;
      const verdict = judgeProblem(problem);
      switch (verdict.kind) {
        case 'slower':
          throttles += 1;
          await move([item]);
          if (throttles > throttleLimit) pause('throttled', problem, true);
          break;
        case 'later':
          held.set(item.seq, problem);
          await move([item]);
          return problem;
        case 'unclear':
          faults += 1;
          lost.set(item.seq, (lost.get(item.seq) ?? 0) + 1);
          await move([as(intent, 'inflight', problem)]);
          return faults >= faultLimit ? problem : undefined;
        case 'pause':
          await move([item]);
          pause(verdict.reason, problem, verdict.reason === 'aws-fault');
          return undefined;
        case 'final':
          await move([as(intent, 'failed', problem)]);
          return problem.kind === 'quota' ? problem : undefined;
      }
    }
    return undefined;
  };
  const sendAll = async (left: readonly JobItem[]): Promise<void> => {
    let ended: Problem | undefined;
    const full: JobItem[] = [];
    await inParallel(left, writers, async (item) => {
      if (halt()) return;
      // An image that has reached its quota takes no further account; others still change.
      if (ended?.kind === 'quota' && work.takesQuota(item.task)) full.push(item);
      else if (ended === undefined || ended.kind === 'quota') ended = (await send(item)) ?? ended;
    });
    await move(full.map((item) => as(item, 'failed', ended)));
    // What was not reached is sent in the next round, if anything goes through by then.
    faults = 0;
  };
  const runGroup = async (group: readonly number[]): Promise<void> => {
    const [first] = open(group);
    // After a stop only what may have been sent is looked at: a person shall know.
    if (!first || (halt() && !mayHaveSent(open(group)))) return;
    let changed = false;
    for (;;) {
      const judge = await readBack(group);
      if (!judge) break;
      const left = await settle(group, judge);
      if (left.length === 0 || halt()) break;
      changed = true;
      await sendAll(left);
      if (!mayGoOn(halt()) || left.some(({ seq }) => held.has(seq))) break;
    }
    if (changed) await work.settled(job.scope, first.task);
  };
  const runLane = async (groups: readonly (readonly number[])[]): Promise<void> => {
    const chains = new Map<string, 'waits' | 'broken'>();
    let underway = 0;
    for (const group of groups) {
      if (!mayGoOn(halt())) return;
      const [first] = all(group);
      if (!first) continue;
      const chain = work.chain?.(first.task);
      const before = chain === undefined ? undefined : chains.get(chain);
      const most = work.most?.(first.task) ?? Number.POSITIVE_INFINITY;
      if (before === 'broken') {
        await move(open(group).map((item) => as(item, 'cancelled', { kind: 'step-missed' })));
      } else if (before === undefined && underway < most) {
        await runGroup(group);
      }
      if (mayHaveSent(open(group))) underway += 1;
      // There is none for the others of its kind either.
      if (group.some((seq) => held.has(seq))) underway = Number.MAX_SAFE_INTEGER;
      if (chain === undefined) continue;
      if (all(group).some(({ state }) => isFinal(state) && !isWanted(state))) {
        chains.set(chain, 'broken');
      } else if (open(group).length > 0) chains.set(chain, 'waits');
    }
  };

  await record.begin();
  const lanes = lanesOf(items, parts);
  await Promise.all(lanes.map(runLane));
  const left = open(lanes.flat(2));
  if (halt()?.kind === 'cancel') {
    // It was begun, and nothing is known to be wrong.
    await move(
      left
        .filter(({ state }) => state === 'sent')
        .map((item) => as(item, 'cancelled', begunBy(awaited.get(item.seq)))),
    );
  } else if (left.length > 0) record.await([...awaited.values()][0], [...held.values()][0]);
  await record.finish();
}

/** Whether the sending or reading back of a group may go on: a person's stop ends it gently. */
function mayGoOn(halt: Halt | undefined): boolean {
  return (
    halt === undefined ||
    halt.kind === 'cancel' ||
    (halt.kind === 'pause' && halt.pause.reason === 'user')
  );
}

/** What becomes of what was begun when its job is cancelled: AWS is at it, or a person was. */
function begunBy(builder: string | undefined): Problem {
  return builder === undefined ? { kind: 'goes-on' } : { kind: 'left-there', builder };
}

/** How an item ends that is as it shall be. */
function wanted({ attempts }: JobItem): ItemState {
  return attempts > 0 ? 'done' : 'unchanged';
}

function mayHaveSent(items: readonly JobItem[]): boolean {
  return items.some(({ state }) => state !== 'pending');
}

/** The places of the items of each group, by lane, in the order of the job. */
function lanesOf(
  items: readonly JobItem[],
  { work }: Pick<RunnerParts, 'work'>,
): readonly (readonly (readonly number[])[])[] {
  const lanes = new Map<string, Map<string, number[]>>();
  for (const { task, seq } of items) {
    const lane = lanes.get(work.lane(task)) ?? new Map<string, number[]>();
    lanes.set(work.lane(task), lane);
    const group = lane.get(work.group(task)) ?? [];
    lane.set(work.group(task), group);
    group.push(seq);
  }
  return [...lanes.values()].map((groups) => [...groups.values()]);
}
