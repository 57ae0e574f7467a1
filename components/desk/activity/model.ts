import { signal, type ReadonlySignal } from '@preact/signals';
import type { ActivityKind, ActivityRecord } from '../../../lib/activity/entry';
import type { ActivityPage } from '../../../lib/activity/log';
import type { Client } from '../../../lib/messaging/client';
import { ok, type Result } from '../../../lib/result';
import type { AccountId } from '../../../lib/scope';
import type { Later } from '../later';
import type { Loaded } from '../loader';

/** What the person wants to see of the log. */
export interface ActivityFilter {
  readonly text: string;
  readonly kind?: ActivityKind | undefined;
  readonly account?: AccountId | undefined;
}

/** The list of what has happened: filtered, read page by page, and kept up to date. */
export interface ActivityModel {
  readonly filter: ReadonlySignal<ActivityFilter>;
  readonly listed: ReadonlySignal<Loaded<ActivityPage>>;
  readonly loadingMore: ReadonlySignal<boolean>;
  /** Reads again what is shown; at once the first time. */
  readonly load: () => Promise<void>;
  /** Filters anew, a moment later: a person is still typing. */
  readonly find: (filter: ActivityFilter) => void;
  /** Something was written: reads again, once for many. */
  readonly follow: () => void;
  readonly loadMore: () => Promise<void>;
  /** Every record that fits the filter, for an export. */
  readonly readAll: () => Promise<Result<readonly ActivityRecord[]>>;
}

const pageSize = 50;

/** The most that the worker gives at once. */
const largestPage = 500;

/** How long to wait for more keys, or more entries, in milliseconds. */
const moment = 200;

/** A list that has read nothing yet. */
export function createActivityModel(parts: {
  readonly client: Client;
  readonly later: Later;
}): ActivityModel {
  const { client, later } = parts;
  const filter = signal<ActivityFilter>({ text: '' });
  const listed = signal<Loaded<ActivityPage>>({ state: 'loading' });
  const loadingMore = signal(false);
  let question = 0;
  let wanted = pageSize;
  /** Calls off a reading that is to begin in a moment. */
  let cancel: (() => void) | undefined;

  const ask = (limit: number, before?: number) => {
    const { text, kind, account } = filter.peek();
    return client.call('activity.list', {
      limit,
      ...(text.trim() !== '' && { text: text.trim().slice(0, 200) }),
      ...(kind !== undefined && { kind }),
      ...(account !== undefined && { account }),
      ...(before !== undefined && { before }),
    });
  };
  const load = async (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    question += 1;
    const asked = question;
    if (listed.peek().state === 'problem') listed.value = { state: 'loading' };
    const answer = await ask(wanted);
    // A later question has overtaken this answer.
    if (asked !== question) return;
    listed.value = answer.ok
      ? { state: 'ready', value: answer.value.value }
      : { state: 'problem', problem: answer.problem };
  };
  const soon = () => {
    cancel ??= later(() => void load(), moment);
  };
  return {
    filter,
    listed,
    loadingMore,
    load,
    find(next) {
      filter.value = next;
      wanted = pageSize;
      // What is still on its way was asked with the filter before.
      question += 1;
      cancel?.();
      cancel = undefined;
      soon();
    },
    follow: soon,
    async loadMore() {
      const shown = listed.peek();
      if (shown.state !== 'ready' || shown.value.next === undefined || loadingMore.peek()) return;
      const asked = question;
      loadingMore.value = true;
      const answer = await ask(pageSize, shown.value.next);
      loadingMore.value = false;
      if (asked !== question) return;
      if (!answer.ok) {
        listed.value = { state: 'problem', problem: answer.problem };
        return;
      }
      const records = [...shown.value.records, ...answer.value.value.records];
      wanted = Math.min(records.length, largestPage);
      listed.value = { state: 'ready', value: { ...answer.value.value, records } };
    },
    async readAll() {
      const records: ActivityRecord[] = [];
      let before: number | undefined;
      do {
        const answer = await ask(largestPage, before);
        if (!answer.ok) return answer;
        records.push(...answer.value.value.records);
        before = answer.value.value.next;
      } while (before !== undefined);
      return ok(records);
    },
  };
}
