import { signal, type ReadonlySignal } from '@preact/signals';
import type { ImageShare } from '../../../lib/images/image';
import { blankRow, fillRows, pastedIds, rowsOf, type FormRow } from './form';

/** The rows of the form, and what the person does to them. Every change is told. */
export interface Draft {
  readonly rows: ReadonlySignal<readonly FormRow[]>;
  /** The key of the row that was added last, until it has got the focus. */
  readonly latest: ReadonlySignal<string | undefined>;
  /** Fills the form with the current shares, or with a blank row when there are none to show. */
  readonly start: (shares: readonly ImageShare[]) => void;
  readonly edit: (
    key: string,
    change: Partial<Pick<FormRow, 'text' | 'fleet' | 'imageBuilder'>>,
  ) => void;
  readonly add: () => void;
  /** Takes a new row away; marks an existing account for removal. */
  readonly remove: (key: string) => void;
  readonly undo: (key: string) => void;
  /** Notes that the row that was added last has got the focus. */
  readonly reached: () => void;
  /** Takes a pasted list of ids into several rows; gives whether it was one. */
  readonly paste: (key: string, text: string) => boolean;
  /** Notes that the person went on from the id field, or from the whole row. */
  readonly leave: (key: string, part: 'field' | 'row') => void;
}

/** A draft; `changed` is called whenever what it says is another. */
export function createDraft(changed: () => void): Draft {
  const rows = signal<readonly FormRow[]>([]);
  const latest = signal<string | undefined>(undefined);
  let count = 0;
  const nextKey = (): string => `new-${(count += 1)}`;
  const put = (next: readonly FormRow[]): void => {
    rows.value = next;
    changed();
  };
  const set = (key: string, change: Partial<FormRow>): readonly FormRow[] =>
    rows.value.map((row) => (row.key === key ? { ...row, ...change } : row));
  return {
    rows,
    latest,
    start(shares) {
      const first = blankRow(nextKey());
      rows.value = shares.length > 0 ? rowsOf(shares) : [first];
      latest.value = shares.length > 0 ? undefined : first.key;
    },
    edit: (key, change) => put(set(key, change)),
    add() {
      const row = blankRow(nextKey());
      latest.value = row.key;
      put([...rows.value, row]);
    },
    remove(key) {
      const row = rows.value.find((each) => each.key === key);
      if (row?.existing) put(set(key, { removed: true }));
      else put(rows.value.filter((each) => each !== row));
    },
    reached() {
      latest.value = undefined;
    },
    undo: (key) => put(set(key, { removed: false })),
    paste(key, text) {
      const ids = pastedIds(text);
      if (ids) put(fillRows(rows.value, key, ids, nextKey));
      return ids !== undefined;
    },
    leave(key, part) {
      const row = rows.value.find((each) => each.key === key);
      if (row && row.left !== 'row' && row.left !== part) rows.value = set(key, { left: part });
    },
  };
}
