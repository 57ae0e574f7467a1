import { createActivity, type Activity } from '@/lib/activity/activity';
import type { CallAnswer, CallRecorder } from '@/lib/activity/calls';
import { pairEntries, type ActivityEntry, type Change } from '@/lib/activity/entry';
import type { ActivityLog } from '@/lib/activity/log';

/** A log in memory. `broken` makes every use of it fail. */
export function memoryLog() {
  let entries: ActivityEntry[] = [];
  let written = 0;
  const state = { broken: false };
  const check = () => {
    if (state.broken) throw new Error('The disk is full.');
  };
  const log: ActivityLog = {
    async append(note) {
      check();
      written += 1;
      entries.push({ ...note, id: written });
      return written;
    },
    async list({ kind, account, limit }) {
      check();
      const records = pairEntries(entries).filter(
        ({ entry }) =>
          (kind === undefined || entry.kind === kind) &&
          (account === undefined || entry.account === account),
      );
      return { records: records.slice(0, limit), accounts: [] };
    },
    async recent(kind, since) {
      check();
      return entries.filter((each) => each.kind === kind && each.at >= since);
    },
    async prune(olderThan) {
      check();
      entries = entries.filter(({ at }) => at >= olderThan);
    },
  };
  return { log, state, entries: () => entries };
}

/** Activity over a log in memory. */
export function activityDouble(now: () => number): {
  readonly activity: Activity;
  readonly entries: () => readonly ActivityEntry[];
} {
  const { log, entries } = memoryLog();
  const activity = createActivity({
    log,
    retentionDays: async () => 0,
    changed: async () => {},
    now,
    wait: async () => {},
  });
  return { activity, entries };
}

/** A recorder that keeps what it is told, in the order in which it was. */
export function recorderDouble() {
  const told: (
    | readonly ['sent', string, Change]
    | readonly ['answered', CallAnswer]
    | readonly ['denied', string, CallAnswer]
  )[] = [];
  const recorder: CallRecorder = {
    async sent(action, change) {
      told.push(['sent', action, change]);
      return async (answer) => void told.push(['answered', answer]);
    },
    denied: async (action, answer) => void told.push(['denied', action, answer]),
  };
  return { recorder, told };
}
