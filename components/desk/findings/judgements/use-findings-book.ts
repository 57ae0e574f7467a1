import type { FindingsBook } from '../../../../lib/findings/judgement';
import type { Loaded } from '../../loader';
import { useLive, type Question } from '../../use-live';

const question: Question<FindingsBook> = {
  ask: (client) => client.call('findings.book', {}),
  after: ['findings-book-changed'],
};

/** What was recorded about findings, always as it is now. */
export function useFindingsBook(): {
  readonly book: Loaded<FindingsBook>;
  readonly reload: () => void;
} {
  const { loaded: book, reload } = useLive(question);
  return { book, reload };
}
