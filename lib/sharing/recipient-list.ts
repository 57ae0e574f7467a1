import type { AccountId } from '../scope';
import { planLimits } from './plan';
import type { Recipient, RecipientProblem, RecipientReading } from './recipients';

/** What comes together while a list is read. */
export interface List {
  readonly owner: AccountId;
  readonly add: (line: number, recipient: Recipient) => void;
  readonly refuse: (problem: RecipientProblem) => void;
  readonly end: () => RecipientReading;
}

/**
 * Begins a list. Equal parts become one; of parts that contradict each other none is taken, as
 * which of them is meant only the person knows.
 */
export function startList(owner: AccountId): List {
  const problems: RecipientProblem[] = [];
  const known = new Map<AccountId, { readonly line: number; recipient: Recipient }>();
  const contradicted = new Set<AccountId>();
  let merged = 0;
  return {
    owner,
    add(line, recipient) {
      const { account } = recipient;
      const first = known.get(account);
      if (!first) {
        known.set(account, { line, recipient });
        const limit = planLimits.items;
        if (known.size === limit + 1) problems.push({ line, kind: 'too-many', limit });
      } else if (
        first.recipient.fleet === recipient.fleet &&
        first.recipient.imageBuilder === recipient.imageBuilder
      ) {
        merged += 1;
        // The first name counts, as the first line does.
        first.recipient = { ...recipient, ...first.recipient };
      } else {
        contradicted.add(account);
        problems.push({ line, kind: 'contradiction', account, earlier: first.line });
      }
    },
    refuse(problem) {
      problems.push(problem);
    },
    end: () => ({
      recipients: [...known.values()]
        .map(({ recipient }) => recipient)
        .filter(({ account }) => !contradicted.has(account)),
      problems,
      merged,
    }),
  };
}
