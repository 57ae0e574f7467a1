import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { BuildListing, BuildOverview, FindingCounts } from '../../../lib/builds/build';
import type { SessionHints } from '../../../lib/console/page';
import type { Client } from '../../../lib/messaging/client';
import type { Problem } from '../../../lib/problems/problem';
import { createReader, type Reading } from '../reading';

/** The latest builds of the account, of a pipeline or of an image version. */
export interface OverviewReads {
  readonly overview: ReadonlySignal<Reading<BuildOverview>>;
  readonly read: (of: OverviewOf, hints: SessionHints) => void;
  readonly clear: () => void;
}

export type OverviewOf =
  | { readonly kind: 'list' }
  | { readonly kind: 'version' | 'pipeline'; readonly arn: string };

/** How many builds of a version are shown: each is a question of its own. */
const shown = 5;

interface Counted {
  readonly counts: Readonly<Record<string, FindingCounts>>;
  readonly uncounted?: Problem;
}

/** Readings of builds of which nothing is known yet. */
export function createOverviewReads(client: Client): OverviewReads {
  const latest = createReader(client, 'builds.overview');
  const builds = createReader(client, 'builds.list');
  const ofVersion = signal(false);
  const counted = signal<Counted>();
  let current = new AbortController();

  const supersede = () => {
    current.abort();
    current = new AbortController();
  };

  /** Counts what the builds of a version have; AWS lists them without. */
  const count = async (list: readonly BuildListing[], hints: SessionHints, ended: AbortSignal) => {
    const answers = await Promise.all(
      list.slice(0, shown).map(async ({ arn }) => {
        const answer = await client.call('builds.counts', { build: arn }, { hints });
        return { arn, answer };
      }),
    );
    if (ended.aborted) return;
    const counts: Record<string, FindingCounts> = {};
    let uncounted: Problem | undefined;
    for (const { arn, answer } of answers) {
      if (!answer.ok) uncounted = answer.problem;
      else if (answer.value.value) counts[arn] = answer.value.value;
    }
    counted.value = uncounted ? { counts: {}, uncounted } : { counts };
  };

  return {
    overview: computed(() => {
      if (!ofVersion.value) return latest.reading.value;
      const { held, ...state } = builds.reading.value;
      // Builds that are not counted yet are not shown as if they had no findings.
      if (!held || !counted.value) return { ...state, busy: state.busy || held !== undefined };
      const listed = held.value.slice(0, shown);
      const value = { ...counted.value, builds: listed, more: held.value.length > shown };
      return { ...state, held: { ...held, value } };
    }),
    read(of, hints) {
      supersede();
      ofVersion.value = of.kind === 'version';
      if (of.kind !== 'version') {
        latest.read({ input: of.kind === 'pipeline' ? { pipeline: of.arn } : {}, hints });
        return;
      }
      let asked = '';
      builds.read({
        input: { version: of.arn },
        hints,
        onValue(list) {
          const arns = list.map(({ arn }) => arn).join();
          if (arns === asked) return;
          asked = arns;
          supersede();
          void count(list, hints, current.signal);
        },
      });
    },
    clear() {
      supersede();
      latest.clear();
      builds.clear();
      counted.value = undefined;
    },
  };
}
