import { failed, ok, type Result } from '../result';
import { itemsOf } from '../storage/items';
import type { KeyValueStore } from '../storage/key-value';
import { takeTurns } from '../take-turns';
import {
  bookLimits,
  type FindingsBook,
  type GateRule,
  type Judgement,
  type Pin,
} from './judgement';
import { gateRule, judgement, pin } from './schema';
import * as v from 'valibot';

/** Keeps what people record about findings. */
export interface FindingsBookKeeper {
  readonly read: () => Promise<FindingsBook>;
  /** Adds judgements, and replaces those of the same ids. Refuses more than the book holds. */
  readonly judge: (judgements: readonly Judgement[]) => Promise<Result<null>>;
  readonly unjudge: (ids: readonly string[]) => Promise<void>;
  /** Replaces all rules. */
  readonly setRules: (rules: readonly GateRule[]) => Promise<void>;
  readonly pin: (pin: Pin) => Promise<Result<null>>;
  readonly unpin: (image: string) => Promise<void>;
  /** The build of an image that is in production, as somebody has said. */
  readonly pinned: (image: string) => Promise<string | undefined>;
}

/** The rules that are there until somebody changes them. */
export const firstRules: readonly GateRule[] = [
  {
    id: '5f0d5b0e-6c1e-4c3e-9a4e-0d6a4e1d7c01',
    title: 'No new critical with a fix available',
    of: 'new',
    severity: 'critical',
    fixAvailable: true,
  },
];

function full(detail: string): Result<never> {
  return failed({ kind: 'refused', detail });
}

/** A book over a key-value store that web pages cannot reach. */
export function createFindingsBook(store: KeyValueStore): FindingsBookKeeper {
  const judgements = itemsOf(store, 'judgement/', judgement);
  const pins = itemsOf(store, 'pin/', pin);
  const rules = itemsOf(store, 'gate/', v.strictObject({ rules: v.array(gateRule) }));
  // Two imports at once must not make more of it than it holds.
  const inTurn = takeTurns();
  return {
    async read() {
      const [all, pinned, kept] = await Promise.all([
        judgements.all(),
        pins.all(),
        rules.get('rules'),
      ]);
      return {
        judgements: all.map(([, each]) => each),
        rules: kept?.rules ?? firstRules,
        pins: pinned.map(([, each]) => each),
      };
    },
    judge: (added) =>
      inTurn(async () => {
        const ids = new Set([
          ...(await judgements.all()).map(([id]) => id),
          ...added.map(({ id }) => id),
        ]);
        if (ids.size > bookLimits.judgements) {
          return full(`At most ${bookLimits.judgements} judgements can be kept.`);
        }
        await Promise.all(added.map((each) => judgements.set(each.id, each)));
        return ok(null);
      }),
    unjudge: (ids) => inTurn(() => judgements.remove(ids)),
    setRules: (next) => inTurn(() => rules.set('rules', { rules: [...next] })),
    pin: (next) =>
      inTurn(async () => {
        const images = new Set([...(await pins.all()).map(([image]) => image), next.image]);
        if (images.size > bookLimits.pins) {
          return full(`At most ${bookLimits.pins} images can have a build in production.`);
        }
        await pins.set(next.image, next);
        return ok(null);
      }),
    unpin: (image) => inTurn(() => pins.remove([image])),
    pinned: async (image) => (await pins.get(image))?.build,
  };
}
